package io.freshet.warehouse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.freshet.warehouse", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule comparingKnowsNeitherKafkaNorStoreNorDatabase = noClasses()
            .that()
            .resideInAPackage("..reconcile..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "java.lang..", "java.util..", "java.time..", "io.freshet.warehouse.reconcile..", "org.jspecify..");

    @ArchTest
    static final ArchRule noServiceIsKnownHere = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.freshet.gateway..",
                    "io.freshet.processor..",
                    "io.freshet.relay..",
                    "io.freshet.local..",
                    "io.freshet.cli..");

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Main")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.freshet.warehouse.(*)..").should().beFreeOfCycles();
}
