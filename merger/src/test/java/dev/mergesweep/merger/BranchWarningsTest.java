package dev.mergesweep.merger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.merger.Merge.Extent;
import dev.mergesweep.merger.Merge.Manner;
import dev.mergesweep.merger.Merge.RecipeText;
import dev.mergesweep.merger.checkpoint.RawSafetensors;
import dev.mergesweep.merger.kernel.Angle;
import dev.mergesweep.merger.kernel.Blend;
import dev.mergesweep.merger.kernel.Floats;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.merger.yaml.Strictness;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pairs whose branch is worth a warning. */
class BranchWarningsTest {
    private static final int SIZE = 64;
    private static final String TENSOR = "model.layers.0.self_attn.q_proj.weight";
    private static final float[] FIRST = Floats.gaussian(1, SIZE * SIZE);

    @TempDir
    private Path folder;

    @Test
    @DisplayName(
            "exact sums and mergekit's float32 sums on different sides of the limit, whichever numerics is asked for; the card names it too")
    void disputed() throws IOException {
        write("a", FIRST);
        write(
                "b",
                IntStream.rangeClosed(-2000, 2000)
                        .mapToObj(step -> second(Blend.COLLINEAR + 1e-9 * step))
                        .filter(BranchWarningsTest::isDisputed)
                        .findFirst()
                        .orElseThrow());

        assertThat(merged(Numerics.EXACT).warnings())
                .extracting(Problem::what)
                .contains("mergekit's float32 sums take the other branch for " + TENSOR);
        assertThat(merged(Numerics.MERGEKIT).warnings())
                .extracting(Problem::what)
                .contains("exact sums take the other branch for " + TENSOR);
        assertThat(Files.readString(folder.resolve("EXACT/README.md")))
                .contains("## Where numerics disagree", "- `" + TENSOR + "`");
    }

    @Test
    @DisplayName("opposite ones, which cancel out half way")
    void opposite() throws IOException {
        write("a", FIRST);
        write("b", second(-0.9999));

        Merge.Written written = merged(Numerics.EXACT);

        assertThat(written.warnings())
                .extracting(Problem::what)
                .contains(
                        "1 of 2 tensors point the same way in both parents (cosine above 0.9995), where SLERP is a straight"
                                + " line: they were blended linearly, as mergekit does",
                        "the parents are opposite (cosine below -0.9995) in " + TENSOR
                                + ": blended linearly, as mergekit does, they cancel out");
    }

    private Merge.Written merged(Numerics numerics) throws IOException {
        RecipeText recipe = new RecipeText(
                "r.yaml",
                "models: [{model: a}, {model: b}]\nmerge_method: slerp\nbase_model: a\nparameters: {t: 0.5}\ndtype: float32\n",
                folder);
        return Merge.open(recipe, new Manner(numerics, Strictness.STRICT))
                .write(folder.resolve(numerics.name()), Extent.whole(5_000_000_000L), _ -> {});
    }

    private static boolean isDisputed(float[] second) {
        double exact =
                Angle.exact(Floats.operand(FIRST), Floats.operand(second)).cosine();
        double inFloat =
                Angle.inFloat(Floats.operand(FIRST), Floats.operand(second)).cosine();
        return exact > Blend.COLLINEAR != (float) inFloat > (float) Blend.COLLINEAR;
    }

    /** As long as the first, and at an angle with this cosine to it. */
    private static float[] second(double cosine) {
        float[] other = Floats.gaussian(2, FIRST.length);
        double along = dot(FIRST, other) / dot(FIRST, FIRST);
        double[] across = new double[other.length];
        double squares = 0;
        for (int i = 0; i < across.length; i++) {
            across[i] = other[i] - along * FIRST[i];
            squares += across[i] * across[i];
        }
        double factor = Math.sqrt((1 - cosine * cosine) * dot(FIRST, FIRST) / squares);
        float[] second = new float[across.length];
        for (int i = 0; i < second.length; i++) {
            second[i] = (float) (cosine * FIRST[i] + factor * across[i]);
        }
        return second;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private void write(String name, float[] values) throws IOException {
        Path model = Files.createDirectory(folder.resolve(name));
        Files.writeString(
                model.resolve("config.json"),
                "{\"architectures\": [\"LlamaForCausalLM\"], \"model_type\": \"llama\", \"num_hidden_layers\": 1, \"hidden_size\": 64}");
        int bytes = 4 * values.length;
        ByteBuffer data = ByteBuffer.allocate(bytes + 4 * SIZE).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            data.putFloat(value);
        }
        for (int i = 0; i < SIZE; i++) {
            data.putFloat(1);
        }
        String header =
                "{\"%s\":{\"dtype\":\"F32\",\"shape\":[64,64],\"data_offsets\":[0,%d]},".formatted(TENSOR, bytes)
                        + "\"model.norm.weight\":{\"dtype\":\"F32\",\"shape\":[64],\"data_offsets\":[%d,%d]}}"
                                .formatted(bytes, bytes + 4 * SIZE);
        RawSafetensors.write(model.resolve("model.safetensors"), header, data.array());
    }
}
