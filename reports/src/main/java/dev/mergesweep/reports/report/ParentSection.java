package dev.mergesweep.reports.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the parents stand apart, tensor by tensor. */
final class ParentSection {
    private ParentSection() {}

    static @Nullable Section of(Evidence evidence) {
        if (evidence.angles().isEmpty()) {
            return null;
        }
        TensorGrid grid = TensorGrid.of(evidence.angles());
        Chart map = new Chart.TensorMap(
                "angles",
                "Angle between the parents",
                Chart.Scale.DEGREES,
                grid.columns(),
                grid.parts(),
                List.of(new Chart.Panel(null, "Angle in degrees", grid.patches(evidence.angles()))));
        return new Section(
                "parents",
                "How far the parents stand apart",
                List.of(
                        new Block.Paragraph("The angle between the parents' tensors. Where it is small, SLERP and LERP "
                                + "are the same and t hardly matters; below 1.8 degrees SLERP falls back to LERP."),
                        map));
    }
}
