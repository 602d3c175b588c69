package dev.mergesweep.evaluator.architecture.script;

/**
 * Which operators a stage is written with. All dialects compute the same function; their last bits differ.
 *
 * @param product how a matrix product is asked for
 * @param attention how attention is computed
 * @param differentiable whether autograd can pass through
 */
public record Dialect(Product product, AttentionForm attention, boolean differentiable) {

    /** The library behind a matrix product on a CPU. */
    public enum Product {
        /** {@code torch.linear}: MKL for float32, oneDNN for bfloat16; cuBLAS on a GPU. */
        ATEN,
        /** MKL for float32, with weights packed when they are loaded: few rows at a time are as fast as many. */
        PACKED,
        /** oneDNN, also for float32. */
        ONEDNN
    }

    /** How attention is computed. */
    public enum AttentionForm {
        /** Matrix product, softmax, matrix product over blocks of queries: for a CPU. */
        BLOCKS,
        /** {@code scaled_dot_product_attention}: for a GPU. */
        FUSED
    }

    /** Computes anywhere, and has a derivative. */
    public static final Dialect PLAIN = new Dialect(Product.ATEN, AttentionForm.BLOCKS, true);

    public Dialect {
        if (differentiable && product != Product.ATEN) {
            throw new IllegalArgumentException("The linear operator of " + product + " has no derivative");
        }
    }

    /** Whether it may take pairs of elements for complex numbers: there are none of bfloat16, which only {@link Product#ATEN} multiplies. */
    boolean complex() {
        return product != Product.ATEN;
    }
}
