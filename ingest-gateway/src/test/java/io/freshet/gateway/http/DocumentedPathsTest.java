package io.freshet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guides have an example for every path, and a word for every reason. That the examples run is another test's matter. */
final class DocumentedPathsTest {
    private static final Path DOCS = Path.of(System.getProperty("freshet.home"), "docs");
    private static final Pattern PATH = Pattern.compile("(?m)^  \"(/[^\"]*)\": \\{$");
    private static final Pattern ASKED = Pattern.compile("http://127\\.0\\.0\\.1:8080(/[^\\s'\"?)]*)");
    private static final Pattern LOOP = Pattern.compile("(?s)for (\\w+) in ([^;]*); do(.*?)done");
    /** Of other services, and of the relay and the jobs, which reject by the same words. */
    private static final Set<Reason> NOT_OF_THE_GATEWAY = Set.of(
            Reason.UNDECODABLE_RECORD,
            Reason.EXPRESSION_FAILED,
            Reason.ROW_TOO_LARGE,
            Reason.INVALID_QUERY,
            Reason.RESULTS_UNAVAILABLE);

    @Test
    void everyPathHasAnExample() throws IOException {
        List<String> asked = asked(guides());
        Set<String> without = new TreeSet<>();
        Matcher path = PATH.matcher(document());
        int paths = 0;
        for (; path.find(); paths++) {
            String template = path.group(1);
            Pattern real = Pattern.compile(template.replace(".", "\\.").replaceAll("\\{[^}]*}", "[^/]+"));
            if (asked.stream().noneMatch(each -> real.matcher(each).matches())) {
                without.add(template);
            }
        }
        assertThat(paths).isGreaterThan(20);
        assertThat(without).isEmpty();
    }

    @Test
    void everyReasonOfTheGatewayIsExplained() throws IOException {
        String guides = guides();

        assertThat(Arrays.stream(Reason.values())
                        .filter(reason -> !NOT_OF_THE_GATEWAY.contains(reason))
                        .map(Reason::slug)
                        .filter(slug -> !guides.contains("`" + slug + "`")))
                .isEmpty();
    }

    private static List<String> asked(String guides) {
        StringBuilder written = new StringBuilder(guides);
        Matcher loop = LOOP.matcher(guides);
        while (loop.find()) {
            for (String word : loop.group(2).split(" ", -1)) {
                written.append('\n').append(loop.group(3).replace("$" + loop.group(1), word));
            }
        }
        List<String> paths = new ArrayList<>();
        Matcher url = ASKED.matcher(written);
        while (url.find()) {
            paths.add(url.group(1));
        }
        return paths;
    }

    private static String guides() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(DOCS)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".md")).toList()) {
                all.append(Files.readString(file)).append('\n');
            }
        }
        return all.toString();
    }

    private static String document() throws IOException {
        try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
