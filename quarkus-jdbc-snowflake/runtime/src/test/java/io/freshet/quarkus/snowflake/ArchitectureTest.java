package io.freshet.quarkus.snowflake;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.freshet.quarkus.snowflake", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule pureParts = noClasses()
            .that()
            .resideInAnyPackage("..key..", "..explain..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.agroal..", "io.smallrye..", "net.snowflake..");

    @ArchTest
    static final ArchRule timeIsGiven = noClasses()
            .that()
            .resideInAnyPackage("..key..", "..explain..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.freshet.quarkus.snowflake.(*)..").should().beFreeOfCycles();
}
