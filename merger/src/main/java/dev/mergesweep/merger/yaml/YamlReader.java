package dev.mergesweep.merger.yaml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads YAML files that people write: recipes and experiments. */
public final class YamlReader {
    /** Far more than any recipe; keeps a file that was named by mistake from being read whole. */
    private static final int LARGEST_FILE = 4 << 20;

    /** Deeper nesting is an attack or an accident. */
    private static final int DEEPEST_NESTING = 50;

    private static final int MOST_ALIASES = 10_000;

    private YamlReader() {}

    /**
     * Reads a file.
     *
     * @param name what messages call the file
     * @param problems takes the mistakes that leave something to go on with
     * @throws InputException where there is no file or no YAML in it
     */
    public static YamlNode read(Path file, String name, Problems problems, Strictness strictness) {
        return parse(text(file, name), name, problems, strictness);
    }

    /** Reads a text. @throws InputException where it is no YAML */
    public static YamlNode parse(String text, String name, Problems problems, Strictness strictness) {
        Node root = compose(text, name);
        if (root == null) {
            throw new InputException(Place.of(name), "the file is empty", "Give it a mapping, key: value a line");
        }
        return new NodeConverter(name, problems, strictness).convert(root);
    }

    private static @Nullable Node compose(String text, String name) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST_FILE);
        options.setNestingDepthLimit(DEEPEST_NESTING);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        try {
            ParserImpl parser = new ParserImpl(new StreamReader(text), options);
            return new Composer(parser, new PlainOrNot(), options).getSingleNode();
        } catch (MarkedYAMLException e) {
            String what = e.getProblem() == null ? String.valueOf(e.getContext()) : e.getProblem();
            throw new InputException(place(name, e.getProblemMark()), "this is no YAML: " + firstLine(what), "");
        } catch (YAMLException e) {
            throw new InputException(
                    Place.of(name), "this is no YAML: " + firstLine(String.valueOf(e.getMessage())), "");
        }
    }

    static Place place(String name, @Nullable Mark mark) {
        return mark == null ? Place.of(name) : new Place(name, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }

    /** The text of a file that a person wrote. @throws InputException where it cannot be read as UTF-8 */
    public static String text(Path file, String name) {
        byte[] bytes = bytes(file, name);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new InputException(Place.of(name), "the file is not UTF-8 text", "Save it as UTF-8");
        }
    }

    private static byte[] bytes(Path file, String name) {
        try {
            if (Files.isDirectory(file)) {
                throw new InputException(Place.of(name), "this is a folder", "Name a YAML file");
            }
            if (Files.size(file) > LARGEST_FILE) {
                throw new InputException(
                        Place.of(name),
                        "the file has %d bytes; at most %d are read".formatted(Files.size(file), LARGEST_FILE),
                        "Name a YAML file");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new InputException(Place.of(name), "there is no such file", "Check the path");
        } catch (AccessDeniedException e) {
            throw new InputException(
                    Place.of(name), "the file cannot be opened: permission denied", "Check its permissions");
        } catch (IOException e) {
            throw new InputException(Place.of(name), "the file cannot be read: " + e.getMessage(), "");
        }
    }

    /** Leaves the type of unquoted scalars open; {@link ScalarResolver} decides it. */
    static final class PlainOrNot extends Resolver {
        static final Tag PLAIN = new Tag("plain");

        @Override
        public Tag resolve(NodeId kind, @Nullable String value, boolean implicit) {
            if (kind == NodeId.scalar) {
                return implicit ? PLAIN : Tag.STR;
            }
            return super.resolve(kind, value, implicit);
        }
    }
}
