package io.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root, with JDKs that only say who they are. */
@DisabledOnOs(OS.WINDOWS)
class ScriptTest {
    @TempDir
    private Path folder;

    private final Map<String, String> environment = new LinkedHashMap<>();

    @BeforeEach
    void checkOut() throws IOException {
        Path home = Path.of(System.getProperty("freshet.home"));
        Files.copy(home.resolve("freshet"), folder.resolve("freshet"));
        program("mvnw", "echo \"mvnw $* with $JAVA_HOME\"");
        for (String built : new String[] {
            "target/freshet-build.stamp",
            "cli/target/cli.jar",
            "cli/target/lib/x.jar",
            "ingest-gateway/target/quarkus-app/quarkus-run.jar",
            "stream-processor/target/quarkus-app/quarkus-run.jar",
            "snowflake-relay/target/quarkus-app/quarkus-run.jar",
            "warehouse/target/warehouse.jar"
        }) {
            Path file = folder.resolve(built);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("HOME", folder.toString());
    }

    @Test
    void takesTheJdkThatIsNamedForIt() throws Exception {
        environment.put("FRESHET_JAVA_HOME", jdk("named", "21.0.4").toString());
        environment.put("JAVA_HOME", jdk("other", "25.0.1").toString());

        assertThat(run("status").out()).startsWith("named ").contains("io.freshet.cli.Main status");
    }

    @Test
    void refusesANamedJdkThatIsTooOld() throws Exception {
        environment.put("FRESHET_JAVA_HOME", jdk("old", "17.0.15").toString());

        Result result = run("status");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("FRESHET_JAVA_HOME").contains("21 or later");
    }

    @Test
    void passesOverAJavaHomeThatIsTooOld() throws Exception {
        environment.put("JAVA_HOME", jdk("old", "17.0.15").toString());
        environment.put("PATH", jdk("on-path", "24").resolve("bin") + ":/usr/bin:/bin");

        assertThat(run("status").out()).startsWith("on-path ");
    }

    @Test
    void findsTheJdkBehindALinkOnThePath() throws Exception {
        Path links = Files.createDirectories(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("java"), jdk("linked", "22.0.1").resolve("bin/java"));
        environment.put("PATH", links + ":/usr/bin:/bin");

        assertThat(run("status").out()).startsWith("linked ");
    }

    @Test
    void looksIntoTheUsualFoldersAndTakesTheNewest() throws Exception {
        environment.put("PATH", jdk("too-old", "17").resolve("bin") + ":/usr/bin:/bin");
        jdk(".sdkman/candidates/java/first", "98.0.1");
        jdk(".jdks/second", "99");
        jdk(".jdks/third", "97.0.2");

        assertThat(run("status").out()).startsWith("second ");
    }

    @Test
    void handsOnTheExitCodeOfTheCommand() throws Exception {
        Path jdk = jdk("named", "21");
        Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\nexit 3\n");
        environment.put("FRESHET_JAVA_HOME", jdk.toString());

        assertThat(run("send").code()).isEqualTo(3);
    }

    @Test
    void runsTheTestsWithTheJdkThatItFound() throws Exception {
        Path jdk = jdk("named", "21");
        environment.put("FRESHET_JAVA_HOME", jdk.toString());

        assertThat(run("test").out()).isEqualTo("mvnw verify with " + jdk);
        assertThat(run("test", "--long").out()).isEqualTo("mvnw verify -Dfreshet.long=true with " + jdk);
        assertThat(run("test", "--lnog").code()).isEqualTo(2);
    }

    @Test
    void buildsWhatIsMissing() throws Exception {
        environment.put("FRESHET_JAVA_HOME", jdk("named", "21").toString());
        Files.delete(folder.resolve("snowflake-relay/target/quarkus-app/quarkus-run.jar"));

        Result result = run("status");

        assertThat(result.err()).contains("Building Freshet (programs are missing)");
        assertThat(Files.readString(folder.resolve("target/freshet-build.log"))).contains("mvnw -q -Dquick -pl");
    }

    @Test
    void buildsAgainBeforeUpWhenASourceIsNewer() throws Exception {
        environment.put("FRESHET_JAVA_HOME", jdk("named", "21").toString());
        Files.setLastModifiedTime(folder.resolve("target/freshet-build.stamp"), FileTime.fromMillis(0));
        Files.writeString(folder.resolve("pom.xml"), "");

        assertThat(run("status").err()).doesNotContain("Building");
        assertThat(run("up").err()).contains("Building Freshet (sources are newer than the programs)");
        assertThat(run("up").err()).doesNotContain("Building");
    }

    @Test
    void leavesProgramsThatRunAlone() throws Exception {
        environment.put("FRESHET_JAVA_HOME", jdk("named", "21").toString());
        program(
                "bin/ps",
                "echo java -jar " + folder.toRealPath() + "/snowflake-relay/target/quarkus-app/quarkus-run.jar");
        environment.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        Files.setLastModifiedTime(folder.resolve("target/freshet-build.stamp"), FileTime.fromMillis(0));
        Files.writeString(folder.resolve("pom.xml"), "");

        assertThat(run("up").err()).contains("./freshet down").doesNotContain("Building");
        assertThat(run("test").code()).isEqualTo(1);
    }

    @Test
    void saysWhyABuildFailed() throws Exception {
        environment.put("FRESHET_JAVA_HOME", jdk("named", "21").toString());
        program("mvnw", "echo 'no such artifact'; exit 1");
        Files.delete(folder.resolve("cli/target/cli.jar"));

        Result result = run("status");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("no such artifact").contains("freshet-build.log");
    }

    private Path jdk(String name, String version) throws IOException {
        Path jdk = folder.resolve(name);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        program(name + "/bin/java", "echo \"" + jdk.getFileName() + " $*\"");
        program(name + "/bin/javac", "exit 1");
        return jdk;
    }

    private void program(String name, String body) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private record Result(int code, String out, String err) {}

    private Result run(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add("/usr/bin/env");
        builder.command().add("bash");
        builder.command().add(folder.resolve("freshet").toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Path err = folder.resolve("stderr");
        Process process = builder.redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out.strip(), Files.readString(err));
    }
}
