package io.freshet.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;

/** The fixed rules of the house, as they concern this module. */
@AnalyzeClasses(packages = "io.freshet.processor", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] PURE = {
        "..processor.declare..", "..processor.window..", "..processor.watermark..", "..processor.decode.."
    };

    @ArchTest
    static final ArchRule pureCodeKnowsNoFrameworkAndNoBroker = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.smallrye..", "org.apache.kafka..", "jakarta..", "io.micrometer..");

    @ArchTest
    static final ArchRule pureCodeReadsNoClock = readsNoClock(PURE);

    @ArchTest
    static final ArchRule resultsDependOnNoClock = readsNoClock("..processor.topology..", "..processor.state..");

    @ArchTest
    static final ArchRule onlyOpsReadsConfiguration = noClasses()
            .that()
            .resideOutsideOfPackage("..processor.ops..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.smallrye.config..", "org.eclipse.microprofile.config..", "io.quarkus..");

    @ArchTest
    static final ArchRule servicesKnowNothingOfEachOther = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.freshet.gateway..", "io.freshet.relay..", "io.freshet.local..", "io.freshet.cli..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.freshet.processor.(*)..").should().beFreeOfCycles();

    private static ArchRule readsNoClock(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC");
    }
}
