package io.freshet.model;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.freshet.model", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsNoFrameworkAndNoKafka = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.smallrye..", "io.vertx..", "jakarta..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule readsNoClock = noClasses()
            .should()
            .callMethodWhere(target(nameMatching("now|currentTimeMillis|nanoTime|systemUTC|systemDefaultZone|system"))
                    .and(target(owner(HasName.Predicates.nameMatching("java\\.(time|lang)\\..*")))));

    @ArchTest
    static final ArchRule onlyTheRegistryClientTouchesNetworkAndDisk = noClasses()
            .that()
            .resideOutsideOfPackage("io.freshet.model.registry")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..");

    @ArchTest
    static final ArchRule packagesDoNotGoInCircles =
            slices().matching("io.freshet.(model..)").should().beFreeOfCycles();
}
