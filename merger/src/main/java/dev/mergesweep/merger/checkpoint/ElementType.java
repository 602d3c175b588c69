package dev.mergesweep.merger.checkpoint;

/** Types of tensor elements that safetensors files hold. Only the first three can be interpolated. */
public enum ElementType {
    BF16(2, "bfloat16"),
    F16(2, "float16"),
    F32(4, "float32"),
    F64(8, "float64"),
    I64(8, "int64"),
    I32(4, "int32"),
    I16(2, "int16"),
    I8(1, "int8"),
    U8(1, "uint8"),
    U16(2, "uint16"),
    U32(4, "uint32"),
    U64(8, "uint64"),
    F8_E4M3(1, "float8_e4m3fn"),
    F8_E5M2(1, "float8_e5m2"),
    BOOL(1, "bool");

    private final int bytes;
    private final String torchName;

    ElementType(int bytes, String torchName) {
        this.bytes = bytes;
        this.torchName = torchName;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** As recipes and {@code config.json} spell it: {@code bfloat16}. */
    public String torchName() {
        return torchName;
    }
}
