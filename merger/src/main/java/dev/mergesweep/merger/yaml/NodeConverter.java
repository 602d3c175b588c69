package dev.mergesweep.merger.yaml;

import dev.mergesweep.merger.yaml.ScalarValue.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Turns what the parser composed, a graph, into a tree: merge keys merged, keys distinct, scalars typed. */
final class NodeConverter {
    /** Nodes of the tree, aliases written out: a few kilobytes of aliases can stand for gigabytes. */
    private static final long LARGEST_TREE = 1_000_000;

    private final String file;
    private final Problems problems;
    private final Strictness strictness;
    private final Map<Node, YamlNode> converted = new IdentityHashMap<>();
    private final Map<Node, Long> sizes = new IdentityHashMap<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

    NodeConverter(String file, Problems problems, Strictness strictness) {
        this.file = file;
        this.problems = problems;
        this.strictness = strictness;
    }

    YamlNode convert(Node node) {
        YamlNode known = converted.get(node);
        if (known != null) {
            return known;
        }
        if (!open.add(node)) {
            throw new InputException(place(node), "an alias contains itself", "");
        }
        YamlNode result = switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode sequence -> sequence(sequence);
            case MappingNode mapping -> mapping(mapping);
            default -> throw new InputException(place(node), "a node of unknown kind", "");
        };
        open.remove(node);
        converted.put(node, result);
        return result;
    }

    private YamlNode.Sequence sequence(SequenceNode node) {
        requireTag(node, Tag.SEQ);
        List<YamlNode> items = new ArrayList<>();
        long size = 1;
        for (Node item : node.getValue()) {
            items.add(convert(item));
            size += size(item);
        }
        remember(node, size);
        return new YamlNode.Sequence(place(node), items);
    }

    private YamlNode.Mapping mapping(MappingNode node) {
        requireTag(node, Tag.MAP);
        Map<String, YamlNode.Entry> own = new LinkedHashMap<>();
        List<YamlNode.Mapping> merged = new ArrayList<>();
        long size = 1;
        for (NodeTuple tuple : node.getValue()) {
            size += size(tuple.getValueNode());
            if (isMergeKey(tuple.getKeyNode())) {
                merged.addAll(mergedMappings(tuple.getValueNode()));
            } else {
                YamlNode.Scalar key = key(tuple.getKeyNode());
                put(own, new YamlNode.Entry(key, convert(tuple.getValueNode())));
            }
        }
        remember(node, size + merged.stream().mapToLong(m -> m.entries().size()).sum());
        return new YamlNode.Mapping(place(node), withMerged(own, merged));
    }

    /** A mapping's own keys win over merged ones, and an earlier merged mapping over a later one. */
    private static Collection<YamlNode.Entry> entries(Map<String, YamlNode.Entry> own, List<YamlNode.Mapping> merged) {
        Map<String, YamlNode.Entry> all = new LinkedHashMap<>(own);
        for (YamlNode.Mapping mapping : merged) {
            mapping.entries().forEach(entry -> all.putIfAbsent(entry.key().text(), entry));
        }
        return all.values();
    }

    private static List<YamlNode.Entry> withMerged(Map<String, YamlNode.Entry> own, List<YamlNode.Mapping> merged) {
        return List.copyOf(entries(own, merged));
    }

    private void put(Map<String, YamlNode.Entry> entries, YamlNode.Entry entry) {
        String key = entry.key().text();
        YamlNode.Entry earlier = entries.put(key, entry);
        if (earlier == null) {
            return;
        }
        String what = "the key stands here a second time; line %d has it too"
                .formatted(earlier.key().place().line());
        if (strictness == Strictness.STRICT) {
            problems.error(entry.key().place(), key, what, "Keep one of them");
        } else {
            problems.warning(entry.key().place(), key, what + "; the last one counts", "");
        }
    }

    private List<YamlNode.Mapping> mergedMappings(Node value) {
        return switch (convert(value)) {
            case YamlNode.Mapping mapping -> List.of(mapping);
            case YamlNode.Sequence sequence ->
                sequence.items().stream().map(this::mergeable).toList();
            case YamlNode.Scalar scalar -> List.of(mergeable(scalar));
        };
    }

    private YamlNode.Mapping mergeable(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping;
        }
        throw new InputException(node.place(), "<< merges mappings, and this is none", "");
    }

    private static boolean isMergeKey(Node key) {
        return key instanceof ScalarNode scalar
                && scalar.getTag() == YamlReader.PlainOrNot.PLAIN
                && scalar.getValue().equals("<<");
    }

    private YamlNode.Scalar key(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        throw new InputException(place(node), "a key that is a list or a mapping", "Keys are words");
    }

    private YamlNode.Scalar scalar(ScalarNode node) {
        String text = node.getValue();
        return new YamlNode.Scalar(place(node), text, value(node, text));
    }

    private ScalarValue value(ScalarNode node, String text) {
        Tag tag = node.getTag();
        if (tag == YamlReader.PlainOrNot.PLAIN) {
            return ScalarResolver.resolve(text);
        }
        if (tag.equals(Tag.STR)) {
            return new Text(text);
        }
        ScalarValue value = text.isEmpty() ? new ScalarValue.Null() : ScalarResolver.resolve(text);
        if (tag.equals(Tag.FLOAT) && value instanceof ScalarValue.Whole(var whole)) {
            return new ScalarValue.Real(whole.doubleValue());
        }
        boolean fits = switch (value) {
            case ScalarValue.Null _ -> tag.equals(Tag.NULL);
            case ScalarValue.Bool _ -> tag.equals(Tag.BOOL);
            case ScalarValue.Whole _ -> tag.equals(Tag.INT);
            case ScalarValue.Real _ -> tag.equals(Tag.FLOAT);
            case Text _ -> false;
        };
        if (!fits) {
            throw new InputException(
                    place(node), "the tag %s does not fit \"%s\"".formatted(tag, text), "Leave it out");
        }
        return value;
    }

    private void requireTag(Node node, Tag tag) {
        if (!node.getTag().equals(tag)) {
            throw new InputException(place(node), "the tag " + node.getTag() + " has no meaning here", "Leave it out");
        }
    }

    private long size(Node node) {
        convert(node);
        return sizes.getOrDefault(node, 1L);
    }

    private void remember(Node node, long size) {
        if (size > LARGEST_TREE) {
            throw new InputException(
                    place(node), "aliases make this more than %d values".formatted(LARGEST_TREE), "Write it out");
        }
        sizes.put(node, size);
    }

    private Place place(@Nullable Node node) {
        return YamlReader.place(file, node == null ? null : node.getStartMark());
    }
}
