package dev.mergesweep.experiments.cli;

import dev.mergesweep.merger.Verification;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Is a checkpoint what its merge.json says it is? */
@Command(
        name = "verify",
        description = "Merge again in memory from a checkpoint's merge.json and compare every tensor, bit by bit.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every bit is the same", "1:tensors differ", "2:no merge.json, or its parents are gone"},
        footerHeading = "%nExamples:%n",
        footer = {"  mergesweep verify merged"})
final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CHECKPOINT", description = "A folder that merge or export wrote.")
    private String checkpoint = "";

    @Mixin
    private CommonOptions.Output output = new CommonOptions.Output();

    private final Console console;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Verification verification = Verification.of(Checkpoint.open(checkpoint));
        if (output.json) {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("tensors", verification.tensors());
            ArrayNode differences = json.putArray("differences");
            verification.differences().forEach(differences::add);
            ArrayNode parents = json.putArray("changed_parents");
            verification.changedParents().forEach(parents::add);
            console.out().println(Json.pretty(json.put("identical", verification.identical())));
        } else {
            verification.changedParents().forEach(parent -> console.say(output, "warning: %s", parent));
            verification.differences().forEach(console.out()::println);
            console.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%d tensors, %d differ",
                            verification.tensors(),
                            verification.differences().size()));
        }
        console.out().flush();
        return verification.identical() ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }
}
