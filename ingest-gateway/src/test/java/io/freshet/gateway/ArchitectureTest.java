package io.freshet.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.freshet.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String[] PURE = {"..gateway.admission..", "..gateway.intake..", "..gateway.outcome.."};

    @ArchTest
    static final ArchRule pureMeansNoFrameworkAndNoBroker = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.smallrye..", "io.vertx..", "org.apache.kafka..", "io.micrometer..");

    @ArchTest
    static final ArchRule pureMeansNoClock = noClasses()
            .that()
            .resideInAnyPackage(
                    "..gateway.admission..", "..gateway.intake..", "..gateway.outcome..", "..gateway.publish")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule onlyTheKafkaAdapterSeesKafka = noClasses()
            .that()
            .resideOutsideOfPackage("..gateway.publish.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule onlyOpsReadsConfiguration = noClasses()
            .that()
            .resideOutsideOfPackage("..gateway.ops..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.microprofile.config..", "io.smallrye.config..");

    @ArchTest
    static final ArchRule servicesDoNotKnowEachOther = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.freshet.processor..", "io.freshet.relay..", "io.freshet.local..", "io.freshet.cli..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.freshet.gateway.(**)").should().beFreeOfCycles();
}
