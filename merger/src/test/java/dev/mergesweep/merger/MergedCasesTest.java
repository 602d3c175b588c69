package dev.mergesweep.merger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.merger.TensorSource.Header;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.plan.MergePlan;
import dev.mergesweep.merger.plan.Parents;
import dev.mergesweep.merger.plan.PlanTemplate;
import dev.mergesweep.merger.recipe.Recipe;
import dev.mergesweep.merger.recipe.RecipeReader;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlReader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Merged tensors against those that mergekit wrote, element by element. The attainable counts are those of merges/README.md. */
@DisplayName("Merged as mergekit did")
class MergedCasesTest {
    /** What an independent implementation of both numerics left different: exact, then emulated. */
    private record Attainable(int exact, int emulated) {
        private static final Pattern ROW = Pattern.compile(
                "^\\| ([\\w-]+) \\| ok.*\\|.*\\|.*\\| (\\d+) / \\d+,[^|]*\\| (\\d+), [^|]*\\|[^|]*\\|$");

        static Map<String, Attainable> read() {
            Map<String, Attainable> all = new TreeMap<>();
            for (String line : new MergeCase(
                            MergeCase.all().findFirst().orElseThrow().folder().getParent())
                    .text("README.md")
                    .lines()
                    .toList()) {
                Matcher row = ROW.matcher(line);
                if (row.matches()) {
                    all.put(
                            row.group(1),
                            new Attainable(Integer.parseInt(row.group(2)), Integer.parseInt(row.group(3))));
                }
            }
            return all;
        }
    }

    private static final Map<String, Attainable> ATTAINABLE = Attainable.read();

    static Stream<MergeCase> successes() {
        return MergeCase.all().filter(MergeCase::succeedsInMergekit);
    }

    private static MergedTensors merge(MergeCase merge, Numerics numerics) {
        Problems problems = new Problems();
        Recipe recipe = RecipeReader.read(
                YamlReader.parse(merge.recipe(), "recipe.yaml", problems, Strictness.LENIENT),
                problems,
                Strictness.LENIENT);
        MergePlan plan = PlanTemplate.of(recipe, Parents.open(recipe, merge.folder()), problems, Strictness.LENIENT)
                .plan(recipe, problems);
        return new MergedTensors(merge.name(), plan, numerics, Strictness.LENIENT, new Angles());
    }

    @Test
    @DisplayName("the table of attainable counts is read")
    void table() {
        assertThat(ATTAINABLE).hasSizeGreaterThan(90);
    }

    @ParameterizedTest
    @MethodSource("successes")
    @DisplayName("with its numerics: the same branches, and the elements that an emulation can attain")
    void mergekitNumerics(MergeCase merge) {
        MergedTensors merged = merge(merge, Numerics.MERGEKIT);
        branches(merge, merged);
        Attainable attainable = ATTAINABLE.getOrDefault(merge.name(), new Attainable(0, -2));
        assertThat(differing(merge, merged)).isLessThanOrEqualTo(attainable.emulated() + 2L);
    }

    @ParameterizedTest
    @MethodSource("successes")
    @DisplayName("with exact numerics: the same branches, and the elements that exact arithmetic can attain")
    void exactNumerics(MergeCase merge) {
        MergedTensors merged = merge(merge, Numerics.EXACT);
        branches(merge, merged);
        Attainable attainable = ATTAINABLE.getOrDefault(merge.name(), new Attainable(0, 0));
        assertThat(differing(merge, merged)).isLessThanOrEqualTo(attainable.exact());
    }

    private static void branches(MergeCase merge, MergedTensors merged) {
        JsonNode tensors = merge.schedule().get("tensors");
        Map<String, String> ours = new TreeMap<>();
        Map<String, String> theirs = new TreeMap<>();
        tensors.properties().forEach(entry -> {
            theirs.put(entry.getKey(), entry.getValue().get("branch").asString());
            ours.put(
                    entry.getKey(),
                    merged.treatment(entry.getKey()).branch().name().toLowerCase(java.util.Locale.ROOT));
        });
        assertThat(ours).isEqualTo(theirs);
    }

    private static long differing(MergeCase merge, MergedTensors merged) {
        Checkpoint expected = Checkpoint.open(merge.expected());
        assertThat(merged.headers()).containsExactlyInAnyOrderEntriesOf(expected.headers());
        long differing = 0;
        for (String tensor : expected.headers().keySet()) {
            Header header = expected.headers().get(tensor);
            MemorySegment ours = Arena.ofAuto().allocate(header.bytes());
            merged.read(tensor, ours);
            long count = differing(header, ours, expected.bytes(tensor));
            if (merged.treatment(tensor).branch() == Branch.COPY) {
                assertThat(count).as("copied %s", tensor).isZero();
            }
            differing += count;
        }
        return differing;
    }

    private static long differing(Header header, MemorySegment ours, MemorySegment theirs) {
        long count = 0;
        for (long i = 0; i < header.shape().elements(); i++) {
            count += same(header.type(), bits(header.type(), ours, i), bits(header.type(), theirs, i)) ? 0 : 1;
        }
        return count;
    }

    private static long bits(ElementType type, MemorySegment bytes, long index) {
        return switch (type.bytes()) {
            case 2 -> bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * index) & 0xffffL;
            case 4 -> bytes.get(ValueLayout.JAVA_INT_UNALIGNED, 4 * index) & 0xffffffffL;
            default -> bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, 8 * index);
        };
    }

    /** Payloads of NaN and signs of zeros play no part. */
    private static boolean same(ElementType type, long a, long b) {
        if (a == b || type == ElementType.I64) {
            return a == b;
        }
        long sign = 1L << (8 * type.bytes() - 1);
        long infinity = switch (type) {
            case BF16 -> 0x7f80L;
            case F16 -> 0x7c00L;
            default -> 0x7f800000L;
        };
        boolean bothNan = (a & ~sign) > infinity && (b & ~sign) > infinity;
        return bothNan || ((a | b) & ~sign) == 0;
    }
}
