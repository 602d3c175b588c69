/** A source of tensors and texts in, the negative log-likelihood of every document out. */
module dev.mergesweep.evaluator {
    requires ai.djl.api;
    requires ai.djl.pytorch_engine;
    requires ai.djl.tokenizers;
    requires aircompressor.v3;
    requires commons.math3;
    requires dev.hardwood.core;
    requires transitive dev.mergesweep.merger;
    requires java.desktop;
    requires jinjava;
    requires static transitive org.jspecify;

    exports dev.mergesweep.evaluator;
    exports dev.mergesweep.evaluator.architecture;
    exports dev.mergesweep.evaluator.architecture.family;
    exports dev.mergesweep.evaluator.chat;
    exports dev.mergesweep.evaluator.corpus;
    exports dev.mergesweep.evaluator.djl;
    exports dev.mergesweep.evaluator.protocol;
    exports dev.mergesweep.evaluator.slope;
    exports dev.mergesweep.evaluator.tokenizer;
    exports dev.mergesweep.evaluator.validation;
}
