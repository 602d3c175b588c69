package dev.mergesweep.experiments.quickstart;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The people that both kinds of texts are about. */
record Cast(String hero, boolean girl, String friend) {

    private static final List<String> GIRLS =
            List.of("Mia", "Anna", "Lucy", "Nora", "Ella", "Rosa", "Clara", "Ida", "Greta", "Hanna");
    private static final List<String> BOYS =
            List.of("Tom", "Ben", "Max", "Leo", "Paul", "Sam", "Oscar", "Felix", "Hugo", "Jacob");

    static Cast drawn(RandomGenerator random) {
        boolean girl = random.nextBoolean();
        String hero = name(random, girl);
        String friend = hero;
        while (friend.equals(hero)) {
            friend = name(random, random.nextBoolean());
        }
        return new Cast(hero, girl, friend);
    }

    private static String name(RandomGenerator random, boolean girl) {
        List<String> names = girl ? GIRLS : BOYS;
        return names.get(random.nextInt(names.size()));
    }

    /** What grammars call these people and their pronouns. */
    Map<String, String> bound() {
        return Map.of(
                "hero", hero,
                "friend", friend,
                "she", girl ? "she" : "he",
                "She", girl ? "She" : "He",
                "her", girl ? "her" : "his",
                "Her", girl ? "Her" : "His",
                "him", girl ? "her" : "him");
    }
}
