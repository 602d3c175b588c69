package dev.mergesweep.experiments.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Code that Java would make at every start")
class SpelledOutTest {
    sealed interface Figure {
        record Square(double side, @Nullable String name) implements Figure {}

        record Wall(boolean thick, byte a, short b, char c, int d, long e, float f, List<String> bricks)
                implements Figure {}

        record Nothing() implements Figure {}

        default String kind() {
            return switch (this) {
                case Square(double side, var _) when side > 1 -> "large";
                case Square _ -> "square";
                case Wall _, Nothing _ -> "other";
            };
        }
    }

    /** Everything that can be asked of some figures, as one list; run as compiled and as spelled out. */
    static final class Questions implements Supplier<List<Object>> {
        @Override
        public List<Object> get() {
            List<Figure> figures = List.of(
                    new Figure.Square(2, "a"),
                    new Figure.Square(-0.0, null),
                    new Figure.Square(0.0, null),
                    new Figure.Square(Double.NaN, "n"),
                    new Figure.Wall(true, (byte) -1, (short) 2, 'x', 3, 1L << 40, Float.NaN, List.of("y")),
                    new Figure.Wall(true, (byte) -1, (short) 2, 'x', 3, 1L << 40, Float.NaN, List.of("y")),
                    new Figure.Nothing());
            List<Object> answers = new ArrayList<>();
            for (Figure figure : figures) {
                answers.addAll(List.of(figure.kind(), figure.hashCode(), figure.toString(), sort(figure)));
                figures.forEach(other -> answers.add(figure.equals(other)));
            }
            answers.addAll(List.of(sort("text"), sort(1), figures.getFirst().equals(null)));
            return answers;
        }

        private static String sort(Object object) {
            return switch (object) {
                case Figure.Nothing _ -> "nothing";
                case Figure figure -> "figure " + figure.kind();
                case CharSequence text when text.isEmpty() -> "empty";
                case CharSequence _ -> "text";
                default -> "something";
            };
        }
    }

    /** Defines the classes of this test spelled out. */
    private static final class Loader extends ClassLoader {
        Loader() {
            super(SpelledOutTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(SpelledOutTest.class.getName() + "$")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            byte[] bytes = SpelledOut.in(bytes(name));
            return loaded == null ? defineClass(name, bytes, 0, bytes.length) : loaded;
        }
    }

    private static byte[] bytes(String name) {
        try (InputStream file = SpelledOutTest.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    @Test
    @DisplayName("does the same when it is spelled out")
    void doesTheSame() throws Exception {
        Constructor<?> constructor =
                new Loader().loadClass(Questions.class.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        Object spelledOut = constructor.newInstance();

        assertThat(((Supplier<?>) spelledOut).get()).isEqualTo(new Questions().get());
        assertThat(spelledOut.getClass()).isNotEqualTo(Questions.class);
    }

    @Test
    @DisplayName("is gone afterwards: no call is left that Java would have to make up")
    void nothingLeft() {
        for (Class<?> type : List.of(Figure.class, Figure.Wall.class, Figure.Nothing.class, Questions.class)) {
            assertThat(bootstraps(bytes(type.getName()))).as(type.getName()).isNotEmpty();
            assertThat(bootstraps(SpelledOut.in(bytes(type.getName()))))
                    .as(type.getName())
                    .isEmpty();
        }
    }

    private static List<String> bootstraps(byte[] bytes) {
        return ClassFile.of().parse(bytes).methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .flatMap(element -> element instanceof InvokeDynamicInstruction call
                        ? Stream.of(call.bootstrapMethod().owner().displayName())
                        : Stream.empty())
                .filter(owner -> owner.equals("SwitchBootstraps") || owner.equals("ObjectMethods"))
                .toList();
    }
}
