package io.freshet.relay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.kafka.clients.consumer.Consumer;

/** The rules of the house that a compiler doesn't know. */
@AnalyzeClasses(packages = "io.freshet.relay", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] PURE = {"..relay.cut..", "..relay.encode.."};

    @ArchTest
    static final ArchRule PURE_PACKAGES_KNOW_NO_FRAMEWORK = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..", "io.smallrye..", "org.apache.kafka..", "software.amazon..", "java.net..");

    @ArchTest
    static final ArchRule NOBODY_LOOKS_AT_THE_CLOCK = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule ONLY_SOURCE_COMMITS = noClasses()
            .that()
            .resideOutsideOfPackage("..relay.source..")
            .should()
            .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.nameStartingWith("commit"))
                    .and(JavaCall.Predicates.target(
                            HasOwner.Predicates.With.owner(JavaClass.Predicates.assignableTo(Consumer.class)))));

    @ArchTest
    static final ArchRule ONLY_OPS_READS_CONFIGURATION = noClasses()
            .that()
            .resideOutsideOfPackage("..relay.ops..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.smallrye.config..", "org.eclipse.microprofile.config..", "io.quarkus..");

    @ArchTest
    static final ArchRule STORE_AND_MANIFEST_ARE_LED_NOT_LEADING = noClasses()
            .that()
            .resideInAnyPackage("..relay.store..", "..relay.manifest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..relay.source..", "..relay.ops..");

    @ArchTest
    static final ArchRule NO_OTHER_SERVICE = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages(
                    "io.freshet.gateway..", "io.freshet.processor..", "io.freshet.local..", "io.freshet.cli..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.freshet.relay.(*)..").should().beFreeOfCycles();
}
