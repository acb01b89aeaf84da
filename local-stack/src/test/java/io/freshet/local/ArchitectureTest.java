package io.freshet.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.freshet.local", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.freshet.local.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_SERVICE_IS_KNOWN_HERE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.freshet.gateway..",
                    "io.freshet.processor..",
                    "io.freshet.relay..",
                    "io.freshet.cli..",
                    "io.quarkus..");

    /** They are on the class path of the parts' own processes only; who builds specs must not need them. */
    @ArchTest
    static final ArchRule ONLY_THE_PARTS_OWN_PROCESSES_USE_THEIR_LIBRARIES = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.freshet.local.twin.load..",
                    "io.freshet.local.twin.warehouse..",
                    "io.freshet.local.twin.query..")
            .and()
            .haveSimpleNameNotEndingWith("Main")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.duckdb..",
                    "software.amazon.awssdk..",
                    "com.github.luben..",
                    "kafka..",
                    "org.apache.kafka.server..",
                    "org.apache.kafka.metadata..");

    @ArchTest
    static final ArchRule STARTING_PARTS_NEEDS_THE_JDK_ALONE = noClasses()
            .that()
            .resideInAPackage("io.freshet.local.part")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "io.freshet.local.part", "org.jspecify..");

    @ArchTest
    static final ArchRule TIME_IS_INJECTED = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Main")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Clock.class, "systemUTC");
}
