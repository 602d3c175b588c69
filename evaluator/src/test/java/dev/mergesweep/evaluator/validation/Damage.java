package dev.mergesweep.evaluator.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.validation.Finding.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One thing done to a good checkpoint, and where it must be told. */
record Damage(String what, Check check, Outcome outcome, Consumer<Path> deed) {
    @Override
    public String toString() {
        return what;
    }

    static Damage fail(String what, Check check, Consumer<Path> deed) {
        return new Damage(what, check, Outcome.FAIL, deed);
    }

    static Damage warn(String what, Check check, Consumer<Path> deed) {
        return new Damage(what, check, Outcome.WARN, deed);
    }

    static void delete(Path folder, String file) {
        change(() -> Files.delete(folder.resolve(file)));
    }

    static void cut(Path folder, String file, int bytes) {
        change(() -> {
            byte[] all = Files.readAllBytes(folder.resolve(file));
            Files.write(folder.resolve(file), Arrays.copyOf(all, all.length - bytes));
        });
    }

    static void append(Path folder, String file) {
        change(() -> Files.write(folder.resolve(file), new byte[1], StandardOpenOption.APPEND));
    }

    static void copy(Path folder, String file, String to) {
        change(() -> Files.copy(folder.resolve(file), folder.resolve(to)));
    }

    static void poke(Path folder, String file, long at, int... bytes) {
        change(() -> {
            byte[] all = Files.readAllBytes(folder.resolve(file));
            for (int i = 0; i < bytes.length && at + i < all.length; i++) {
                all[(int) at + i] = (byte) bytes[i];
            }
            if (bytes.length > 1 && at + bytes.length > all.length) {
                all[all.length - 2] = (byte) bytes[1];
            }
            Files.write(folder.resolve(file), all);
        });
    }

    /** Also inside a safetensors header, whose length is written anew. */
    static Consumer<Path> replace(String file, String from, String to) {
        return folder -> change(() -> {
            Path path = folder.resolve(file);
            byte[] all = Files.readAllBytes(path);
            if (!file.endsWith(".safetensors")) {
                String text = new String(all, UTF_8);
                assertThat(text).contains(from);
                Files.writeString(path, text.replace(from, to));
                return;
            }
            ByteBuffer bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
            int length = Math.toIntExact(bytes.getLong(0));
            String header = new String(all, 8, length, UTF_8);
            assertThat(header).contains(from);
            byte[] changed = header.replaceFirst(Pattern.quote(from), to).getBytes(UTF_8);
            ByteBuffer out = ByteBuffer.allocate(8 + changed.length + all.length - 8 - length)
                    .order(ByteOrder.LITTLE_ENDIAN);
            out.putLong(changed.length).put(changed).put(all, 8 + length, all.length - 8 - length);
            Files.write(path, out.array());
        });
    }

    static void write(Path folder, String file, String text) {
        change(() -> Files.writeString(folder.resolve(file), text));
    }

    static void replaceFile(Path folder, String file, Path with) {
        change(() -> Files.copy(with, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING));
    }

    /** The checkpoint as one shard, where the index says that one more tensor lies in that shard or another. */
    static void shard(Path folder, String file, String tensor) {
        change(() -> {
            Path shard = folder.resolve("model-00001-of-00001.safetensors");
            Files.move(folder.resolve("model.safetensors"), shard);
            ObjectNode index = JsonMapper.shared().createObjectNode();
            ObjectNode map = index.putObject("weight_map");
            header(Files.readAllBytes(shard))
                    .propertyNames()
                    .forEach(name -> map.put(name, String.valueOf(shard.getFileName())));
            map.remove("__metadata__");
            map.put(tensor, file);
            Files.writeString(folder.resolve("model.safetensors.index.json"), index.toString());
        });
    }

    /** Takes a tensor's last bytes away, so that the file stays whole and only the shape is another. */
    static Consumer<Path> shorten(String tensor, String from, String to, int bytes) {
        return folder -> change(() -> {
            Path path = folder.resolve("model.safetensors");
            byte[] all = Files.readAllBytes(path);
            int data = 8 + length(all);
            ObjectNode header = header(all);
            long end = header.path(tensor).path("data_offsets").path(1).asLong();
            assertThat(header.path(tensor).path("shape").toString()).isEqualTo(from);
            header.withObject("/" + tensor).set("shape", JsonMapper.shared().readTree(to));
            for (String name : header.propertyNames()) {
                if (header.path(name).path("data_offsets") instanceof ArrayNode offsets) {
                    for (int i = 0; i < 2; i++) {
                        long offset = offsets.path(i).asLong();
                        offsets.set(i, offset >= end ? offset - bytes : offset);
                    }
                }
            }
            byte[] changed = header.toString().getBytes(UTF_8);
            int cut = Math.toIntExact(data + end);
            ByteBuffer out = ByteBuffer.allocate(8 + changed.length + all.length - data - bytes)
                    .order(ByteOrder.LITTLE_ENDIAN);
            out.putLong(changed.length).put(changed);
            out.put(all, data, cut - bytes - data).put(all, cut, all.length - cut);
            Files.write(path, out.array());
        });
    }

    private static int length(byte[] file) {
        return Math.toIntExact(
                ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0));
    }

    private static ObjectNode header(byte[] file) {
        return (ObjectNode) JsonMapper.shared().readTree(new String(file, 8, length(file), UTF_8));
    }

    static long size(Path folder) {
        try {
            return Files.size(folder.resolve("model.safetensors"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Deed {
        void run() throws IOException;
    }

    private static void change(Deed deed) {
        try {
            deed.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
