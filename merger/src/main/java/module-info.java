/** Checkpoints and a recipe in, the tensors of the merged model out: one at a time, in memory or as a written checkpoint. */
module dev.mergesweep.merger {
    requires com.dynatrace.hash4j;
    requires static jdk.incubator.vector;
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires org.yaml.snakeyaml;
    requires transitive tools.jackson.core;
    requires transitive tools.jackson.databind;

    exports dev.mergesweep.merger;
    exports dev.mergesweep.merger.checkpoint;
    exports dev.mergesweep.merger.kernel;
    exports dev.mergesweep.merger.plan;
    exports dev.mergesweep.merger.recipe;
    exports dev.mergesweep.merger.yaml;
}
