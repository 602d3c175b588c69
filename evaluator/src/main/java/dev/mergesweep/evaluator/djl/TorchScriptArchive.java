package dev.mergesweep.evaluator.djl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The file that {@code torch.jit.load} reads: a zip of the module's source and of two pickles, one with the module's only
 * attribute, one with its constants. Written here so that no Python is needed to make a module.
 */
final class TorchScriptArchive {
    private static final String CLASS_HEAD = """
            class M(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;

    /** Pickle opcodes, protocol 2: see CPython's {@code pickletools}. */
    private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

    /** Of the operators' meaning; an older one would bring back, for example, gelu without a choice of form. */
    private static final String VERSION = "10\n";

    private TorchScriptArchive() {}

    /** @param methods of the module, unindented, each with {@code self} first */
    static byte[] of(String methods) {
        String code =
                CLASS_HEAD + methods.replace("(self,", "(self: __torch__.M,").indent(2);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "m/data.pkl", module());
            put(zip, "m/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
            put(zip, "m/constants.pkl", NO_CONSTANTS);
            put(zip, "m/version", VERSION.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("A zip in memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** An object of class {@code __torch__.M} with {@code training = False}. */
    private static byte[] module() {
        byte[] attribute = "training".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer pickle = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        pickle.put((byte) 0x80).put((byte) 2);
        pickle.put("c__torch__\nM\n".getBytes(StandardCharsets.US_ASCII));
        pickle.put((byte) ')').put((byte) 0x81).put((byte) '}').put((byte) '(');
        pickle.put((byte) 'X').putInt(attribute.length).put(attribute).put((byte) 0x89);
        pickle.put((byte) 'u').put((byte) 'b').put((byte) '.');
        return java.util.Arrays.copyOf(pickle.array(), pickle.position());
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }
}
