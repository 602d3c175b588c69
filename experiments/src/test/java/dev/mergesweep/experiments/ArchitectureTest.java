package dev.mergesweep.experiments;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.AbstractCollection;
import java.util.AbstractMap;

/** The architecture, as rules that a build can break. */
@AnalyzeClasses(packages = "dev.mergesweep", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule one_line_one_way = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("merger")
            .definedBy("dev.mergesweep.merger..")
            .layer("evaluator")
            .definedBy("dev.mergesweep.evaluator..")
            .layer("sweep")
            .definedBy("dev.mergesweep.sweep..")
            .layer("reports")
            .definedBy("dev.mergesweep.reports..")
            .layer("experiments")
            .definedBy("dev.mergesweep.experiments..")
            .whereLayer("experiments")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("reports")
            .mayOnlyBeAccessedByLayers("experiments")
            .whereLayer("sweep")
            .mayOnlyBeAccessedByLayers("reports", "experiments")
            .whereLayer("evaluator")
            .mayOnlyBeAccessedByLayers("sweep", "reports", "experiments");

    @ArchTest
    static final ArchRule packages_have_no_cycles = SlicesRuleDefinition.slices()
            .matching("dev.mergesweep.(*).(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule only_the_engine_and_the_tokenizer_know_djl = noClasses()
            .that()
            .resideOutsideOfPackages("dev.mergesweep.evaluator.djl..", "dev.mergesweep.evaluator.tokenizer..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule only_the_store_knows_the_database = noClasses()
            .that()
            .resideOutsideOfPackage("dev.mergesweep.sweep.store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.sql..");

    @ArchTest
    static final ArchRule only_the_program_ends_the_program = noClasses()
            .that()
            .resideOutsideOfPackage("dev.mergesweep.experiments..")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule statics_never_change =
            fields().that().areStatic().should().beFinal();

    /**
     * Nor does what they hold, as far as its type tells, but for two that stand for what a process has once, whoever uses it: the
     * native engine, and whether its compiler has made vector code yet. (A third, the files this process has locked, is a set.)
     */
    @ArchTest
    static final ArchRule statics_hold_no_state = noFields()
            .that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .haveSimpleNameNotEndingWith("TorchEngine")
            .and()
            .areDeclaredInClassesThat()
            .haveSimpleNameNotEndingWith("LongRun")
            .should()
            .haveRawType(JavaClass.Predicates.resideInAPackage("java.util.concurrent..")
                    .or(JavaClass.Predicates.assignableTo(AbstractCollection.class))
                    .or(JavaClass.Predicates.assignableTo(AbstractMap.class))
                    .or(JavaClass.Predicates.assignableTo(ThreadLocal.class)));

    /** A clock that is put back or forward changes nothing: time is measured by one that runs evenly, or comes in as an argument. */
    @ArchTest
    static final ArchRule nobody_trusts_the_wall_clock = noClasses()
            .that()
            .resideOutsideOfPackage("dev.mergesweep.experiments..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.name("now"))
                    .and(JavaCall.Predicates.target(
                            HasOwner.Predicates.With.owner(JavaClass.Predicates.resideInAPackage("java.time")))));

    @ArchTest
    static final ArchRule kernels_know_no_file = noClasses()
            .that()
            .resideInAPackage("dev.mergesweep.merger.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.nio.file..");

    @ArchTest
    static final ArchRule names_say_what_a_thing_is =
            classes().should().haveNameNotMatching(".*(Util|Utils|Manager|Helper|Processor|Context|Info|Data|Impl)$");
}
