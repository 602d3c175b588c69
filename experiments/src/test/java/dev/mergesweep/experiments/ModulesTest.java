package dev.mergesweep.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The module descriptors against the code: the tests run from the class path, where nobody reads a descriptor. */
class ModulesTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.mergesweep");

    @ParameterizedTest
    @ValueSource(strings = {"merger", "evaluator", "sweep", "reports"})
    @DisplayName("what a module exports is what others call, and what stands in the signatures of that")
    void exports(String module) {
        Set<String> needed = new TreeSet<>();
        CLASSES.stream()
                .filter(caller -> !isOf(caller, module))
                .flatMap(caller -> caller.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(called -> isOf(called, module))
                .forEach(called -> needed.add(called.getPackageName()));
        Set<String> before;
        do {
            before = Set.copyOf(needed);
            needed.addAll(shown(module, before));
        } while (needed.size() > before.size());

        assertThat(exported(module)).isEqualTo(needed);
    }

    @Test
    @DisplayName("the program exports nothing: it is no library")
    void program() {
        assertThat(exported("experiments")).isEmpty();
    }

    /** Packages of the public types in public signatures of {@code packages}. */
    private static Set<String> shown(String module, Set<String> packages) {
        return CLASSES.stream()
                .filter(type -> packages.contains(type.getPackageName()) && isPublic(type))
                .flatMap(ModulesTest::signatures)
                .map(JavaClass::getBaseComponentType)
                .filter(type -> isOf(type, module) && isPublic(type))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());
    }

    private static Stream<JavaClass> signatures(JavaClass type) {
        return type.getCodeUnits().stream()
                .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(unit -> Stream.of(
                                List.of(unit.getRawReturnType()),
                                unit.getRawParameterTypes(),
                                unit.getReturnType().getAllInvolvedRawTypes())
                        .flatMap(types -> types.stream()));
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ModulesTest::isPublic).orElse(true);
    }

    private static boolean isOf(JavaClass type, String module) {
        String root = "dev.mergesweep." + module;
        return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
    }

    private static Set<String> exported(String module) {
        JavaClass any =
                CLASSES.stream().filter(type -> isOf(type, module)).findFirst().orElseThrow();
        Path jarOrFolder = Path.of(any.reflect()
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return ModuleFinder.of(jarOrFolder).findAll().stream()
                .flatMap(found -> found.descriptor().exports().stream())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
