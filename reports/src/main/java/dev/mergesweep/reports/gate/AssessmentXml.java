package dev.mergesweep.reports.gate;

import dev.mergesweep.evaluator.validation.Finding;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An assessment as JUnit's XML, for a build server: a test for every check and for every domain of the gate. A warning
 * passes and says so; where the texts cannot tell it is an error, which is how JUnit calls a test without an answer.
 */
public final class AssessmentXml {
    private final XMLStreamWriter xml;

    private AssessmentXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    public static String text(Assessment assessment) {
        List<Case> cases = Stream.concat(
                        assessment.findings().stream().map(AssessmentXml::ofCheck),
                        assessment.rulings().stream().map(AssessmentXml::ofDomain))
                .toList();
        StringWriter text = new StringWriter();
        try {
            new AssessmentXml(XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text))
                    .write(assessment.checkpoint(), cases);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string can always be written", e);
        }
        return text.append('\n').toString();
    }

    /** @param element {@code failure}, {@code error}, {@code skipped}, {@code system-out}; empty: nothing to say */
    private record Case(String group, String name, String element, String what) {}

    private static Case ofCheck(Finding finding) {
        String element = switch (finding.outcome()) {
            case PASS -> "";
            case WARN -> "system-out";
            case FAIL -> "failure";
            case SKIP -> "skipped";
        };
        String advice = finding.advice().isEmpty() ? "" : ". " + finding.advice();
        return new Case("check", finding.check().id(), element, finding.what() + advice);
    }

    private static Case ofDomain(Ruling ruling) {
        String element = switch (ruling.outcome()) {
            case PASS -> "";
            case FAIL -> "failure";
            case INCONCLUSIVE -> "error";
        };
        return new Case("gate", ruling.domain(), element, ruling.what());
    }

    private void write(String name, List<Case> cases) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        attribute("name", name);
        attribute("tests", cases.size());
        attribute("failures", count(cases, "failure"));
        attribute("errors", count(cases, "error"));
        attribute("skipped", count(cases, "skipped"));
        for (Case test : cases) {
            write(test);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    private static long count(List<Case> cases, String element) {
        return cases.stream().filter(test -> test.element().equals(element)).count();
    }

    private void write(Case test) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        attribute("classname", test.group());
        attribute("name", test.name());
        if (test.element().equals("system-out")) {
            xml.writeStartElement(test.element());
            xml.writeCharacters(clean("warning: " + test.what()));
            xml.writeEndElement();
        } else if (!test.element().isEmpty()) {
            xml.writeEmptyElement(test.element());
            attribute("message", test.what());
        }
        xml.writeEndElement();
    }

    private void attribute(String name, Object value) throws XMLStreamException {
        xml.writeAttribute(name, clean(value.toString()));
    }

    /** XML 1.0 has no place for most control characters. */
    private static String clean(String text) {
        return text.replaceAll("[\\x00-\\x1f\\x7f]", " ");
    }
}
