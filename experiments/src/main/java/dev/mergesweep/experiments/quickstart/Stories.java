package dev.mergesweep.experiments.quickstart;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Short stories: an opening, some scenes, an ending.
 *
 * @param scenes rules of the grammar, one a paragraph's sentence group
 * @param most scenes of the longest story; the shortest has one
 */
record Stories(Grammar grammar, List<String> scenes, int most, String ending) implements Author {

    private static final Grammar GRAMMAR = Grammar.named("stories.txt");
    private static final List<String> PLAIN = List.of("find", "walk", "eat", "weather", "animal", "play", "help");
    private static final List<String> RICH =
            List.of("lost", "secret", "storm", "repair", "market", "letter", "quarrel", "night", "feast");

    /** What the base learns: few words, no speech. */
    static Stories plain() {
        return new Stories(GRAMMAR, PLAIN, 4, "plainending");
    }

    /** What one parent is tuned on and measured by: scenes and words that the base has never seen. */
    static Stories rich() {
        return new Stories(GRAMMAR, RICH, 4, "ending");
    }

    @Override
    public String write(RandomGenerator random) {
        Grammar.Telling telling = grammar.telling(random, Cast.drawn(random).bound());
        StringBuilder story = new StringBuilder(telling.tell("opening"));
        int count = Author.length(random, most);
        String last = "";
        for (int i = 0; i < count; i++) {
            String scene = scenes.get(random.nextInt(scenes.size()));
            while (scene.equals(last)) {
                scene = scenes.get(random.nextInt(scenes.size()));
            }
            story.append(i % 2 == 0 ? "\n" : " ").append(telling.tell(scene));
            last = scene;
        }
        return story.append('\n').append(telling.tell(ending)).toString();
    }
}
