package dev.mergesweep.sweep.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.sweep.race.Elimination.Loss;
import dev.mergesweep.sweep.race.RaceTable.DomainTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EliminationTest {
    private static final Race RACE = new Race(4, 0.05, 0.001);

    /** Candidate c needs {@code base + worse[c]} nats a token, give or take a little that alternates by document. */
    private static RaceTable table(double noise, double... worse) {
        double[] sizes = new double[40];
        double[][] nats = new double[worse.length][sizes.length];
        for (int g = 0; g < sizes.length; g++) {
            sizes[g] = 50 + g % 7;
            for (int c = 0; c < worse.length; c++) {
                double wobble = noise * ((g + c) % 2 == 0 ? 1 : -1);
                nats[c][g] = sizes[g] * (2 + worse[c] + wobble);
            }
        }
        List<String> names =
                IntStream.range(0, worse.length).mapToObj(c -> "c" + c).toList();
        return new RaceTable(names, List.of(new DomainTable(1, sizes, nats)));
    }

    @Nested
    class Losing {
        @Test
        @DisplayName("drops who trails the leader by far more than chance")
        void farBehind() {
            assertThat(Elimination.after(table(0.001, 0, 0.5), RACE, Set.of(), 2))
                    .containsExactly(new Loss("c1", "c0"));
        }

        @Test
        @DisplayName("keeps who trails by less than the margin, however surely")
        void withinMargin() {
            assertThat(Elimination.after(table(0, 0, 0.0009), RACE, Set.of(), 2))
                    .isEmpty();
            assertThat(Elimination.after(table(0, 0, 0.0011), RACE, Set.of(), 2))
                    .hasSize(1);
        }

        @Test
        @DisplayName("keeps who may trail by chance")
        void byChance() {
            assertThat(Elimination.after(table(0.5, 0, 0.02), RACE, Set.of(), 2))
                    .isEmpty();
        }

        @Test
        @DisplayName("never drops who is permanent, but lets them lead")
        void permanent() {
            RaceTable table = table(0.001, 0, 0.5, 0.6);
            assertThat(Elimination.after(table, RACE, Set.of("c0", "c1"), 3)).containsExactly(new Loss("c2", "c0"));
        }

        @Test
        @DisplayName("drops nobody where a domain has one document, which says nothing of its spread")
        void oneDocument() {
            RaceTable table = new RaceTable(
                    List.of("a", "b"), List.of(new DomainTable(1, new double[] {10}, new double[][] {{10}, {99}})));
            assertThat(Elimination.after(table, RACE, Set.of(), 2)).isEmpty();
        }

        @Test
        @DisplayName("drops nobody when the race is off")
        void off() {
            assertThat(Elimination.after(table(0.001, 0, 5), Race.OFF, Set.of(), 2))
                    .isEmpty();
        }
    }

    /**
     * Whole races. Documents have log-normal lengths, noise with five degrees of freedom, a difficulty of their own, and half
     * of each merge's error in common with the others.
     */
    @Nested
    class Chance {
        private static final int CANDIDATES = 30;
        private static final int USUAL = 200;

        private record Sums(int lost, double saved) {}

        @Test
        @DisplayName("drops the best in at most 5 % of races, and saves tokens where candidates differ")
        void keepsTheBest() {
            int sweeps = Integer.getInteger("mergesweep.races", USUAL);
            // Binomial limit: mean 5 % plus 1.645 standard errors of so many sweeps.
            double limit = 0.05 + 1.645 * Math.sqrt(0.05 * 0.95 / sweeps);
            for (double step : new double[] {0, 0.002, 0.02}) {
                Sums sums = races(sweeps, step);
                if (sweeps > USUAL) {
                    System.out.printf(
                            Locale.ROOT,
                            "%d sweeps of %d candidates, %.3f nats a token apart: the best dropped in %.2f %%, %.1f %% of the"
                                    + " tokens saved%n",
                            sweeps,
                            CANDIDATES,
                            step,
                            100.0 * sums.lost() / sweeps,
                            100 * sums.saved() / sweeps);
                }
                assertThat((double) sums.lost() / sweeps).as("step %s", step).isLessThanOrEqualTo(limit);
                if (step == 0.02) {
                    assertThat(sums.saved() / sweeps).isGreaterThan(0.3);
                }
            }
        }

        /** @param step from one candidate to the next worse one, nats a token; 0: all are equal, and number 0 is called best */
        private Sums races(int sweeps, double step) {
            int lost = 0;
            double saved = 0;
            for (int seed = 0; seed < sweeps; seed++) {
                Field field = Field.of(new Random(1000L * seed + Math.round(step * 1000)), step);
                List<Integer> left =
                        new ArrayList<>(IntStream.range(0, CANDIDATES).boxed().toList());
                double spent = 0;
                for (int rung = 1; rung <= RACE.rungs(); rung++) {
                    spent += left.size();
                    if (rung < RACE.rungs()) {
                        RaceTable table = field.table(left, rung * Field.DOCUMENTS / RACE.rungs());
                        Set<String> losers = Set.copyOf(Elimination.after(table, RACE, Set.of(), CANDIDATES).stream()
                                .map(Loss::candidate)
                                .toList());
                        left.removeIf(c -> losers.contains("c" + c));
                    }
                }
                lost += left.contains(0) ? 0 : 1;
                saved += 1 - spent / (CANDIDATES * RACE.rungs());
            }
            return new Sums(lost, saved);
        }

        /** Two domains of documents and the nats of all candidates on them. */
        private record Field(double[][] sizes, double[][][] nats) {
            static final int DOCUMENTS = 80;
            private static final double LENGTH_SPREAD = 0.8;
            private static final double NOISE = 0.08;

            static Field of(Random random, double step) {
                double[][] sizes = new double[2][DOCUMENTS];
                double[][][] nats = new double[2][CANDIDATES][DOCUMENTS];
                for (int k = 0; k < 2; k++) {
                    for (int g = 0; g < DOCUMENTS; g++) {
                        sizes[k][g] = Math.ceil(100 * Math.exp(LENGTH_SPREAD * random.nextGaussian()));
                        double difficulty = 2 + 0.5 * random.nextGaussian();
                        double common = heavy(random);
                        for (int c = 0; c < CANDIDATES; c++) {
                            double error = NOISE * (common * (c % 5) / 4 + heavy(random)) / Math.sqrt(2);
                            nats[k][c][g] = sizes[k][g] * (difficulty + c * step + error);
                        }
                    }
                }
                return new Field(sizes, nats);
            }

            /** Student's t with five degrees of freedom. */
            private static double heavy(Random random) {
                double squares = 0;
                for (int i = 0; i < 5; i++) {
                    double z = random.nextGaussian();
                    squares += z * z;
                }
                return random.nextGaussian() / Math.sqrt(squares / 5);
            }

            RaceTable table(List<Integer> left, int documents) {
                List<DomainTable> domains = new ArrayList<>();
                for (int k = 0; k < 2; k++) {
                    int domain = k;
                    domains.add(new DomainTable(
                            1,
                            Arrays.copyOf(sizes[k], documents),
                            left.stream()
                                    .map(c -> Arrays.copyOf(nats[domain][c], documents))
                                    .toArray(double[][]::new)));
                }
                return new RaceTable(left.stream().map(c -> "c" + c).toList(), domains);
            }
        }
    }
}
