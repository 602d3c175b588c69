package dev.mergesweep.reports.format;

import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.Verdict;
import dev.mergesweep.reports.report.Wording;
import java.io.StringWriter;
import java.util.Objects;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * JUnit's XML, for a build server: one test asks whether the winner is better than the reference, and one for every
 * candidate whether it could be scored. Who was not ranked is skipped.
 */
final class JunitXml {
    private final Ranking ranking;
    private final XMLStreamWriter xml;

    private JunitXml(Ranking ranking, XMLStreamWriter xml) {
        this.ranking = ranking;
        this.xml = xml;
    }

    static String text(Ranking ranking) {
        StringWriter text = new StringWriter();
        try {
            new JunitXml(ranking, XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text)).write();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string can always be written", e);
        }
        return text.append('\n').toString();
    }

    private void write() throws XMLStreamException {
        boolean better = ranking.decision().verdict() instanceof Verdict.Better;
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        attribute("name", Objects.requireNonNullElse(ranking.experiment(), "ranking"));
        attribute(
                "tests",
                1
                        + ranking.rows().size()
                        + ranking.unranked().size()
                        + ranking.failed().size());
        attribute("failures", better ? 0 : 1);
        attribute("errors", ranking.failed().size());
        attribute("skipped", ranking.unranked().size());
        verdict(better);
        for (var row : ranking.rows()) {
            test("candidate", name(row.entry().candidate(), Wording.axes(row.entry())), "", "");
        }
        for (var unranked : ranking.unranked()) {
            test("candidate", unranked.candidate(), "skipped", unranked.why());
        }
        for (var failed : ranking.failed()) {
            test("candidate", failed.candidate(), "error", failed.reason());
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    private void verdict(boolean better) throws XMLStreamException {
        String name = "the winner is better than " + ranking.against().candidate();
        test(
                "verdict",
                name,
                better ? "" : "failure",
                ranking.decision().verdict().text());
    }

    private static String name(String candidate, String axes) {
        return axes.isEmpty() ? candidate : candidate + " (" + axes + ")";
    }

    /** @param outcome element that says why it did not pass; empty where it did */
    private void test(String group, String name, String outcome, String message) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        attribute("classname", group);
        attribute("name", name);
        if (!outcome.isEmpty()) {
            xml.writeEmptyElement(outcome);
            attribute("message", message);
        }
        xml.writeEndElement();
    }

    /** XML 1.0 has no place for most control characters. */
    private void attribute(String name, Object value) throws XMLStreamException {
        xml.writeAttribute(name, value.toString().replaceAll("[\\x00-\\x1f\\x7f]", " "));
    }
}
