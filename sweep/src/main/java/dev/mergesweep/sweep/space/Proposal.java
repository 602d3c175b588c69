package dev.mergesweep.sweep.space;

import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/** Something that a search wants to have scored. */
public sealed interface Proposal permits Point, Learned {
    /** What tells it from others, as a person reads it, by axis. */
    SequencedMap<String, JsonNode> axes();
}
