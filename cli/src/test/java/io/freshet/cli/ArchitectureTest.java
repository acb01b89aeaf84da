package io.freshet.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.freshet.cli", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule startsServicesAsProgramsAndNeverCallsThem = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.freshet.gateway..", "io.freshet.processor..", "io.freshet.relay..", "io.quarkus..");

    @ArchTest
    static final ArchRule onlyTheCommandsKnowTheCommandLineLibrary = noClasses()
            .that()
            .resideInAnyPackage("io.freshet.cli.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule sendingKnowsNothingOfTheStack = noClasses()
            .that()
            .resideInAPackage("io.freshet.cli.send..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.freshet.local..", "io.freshet.cli.supervise..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.freshet.cli.(*)..").should().beFreeOfCycles();
}
