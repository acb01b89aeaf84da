package io.freshet.model.registry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What one registry once said, on disk: schemas by id, which never change, and the versions of subjects. Every registry has a folder
 * of its own, because another one gives the same ids to other schemas.
 */
final class SchemaCache {
    /** A subject's version and its schema's id. */
    record Version(int version, int id) {}

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,150}");
    private static final Pattern LINE = Pattern.compile("\\d{1,9} -?\\d{1,10}");

    private final CheckedFiles schemas;
    private final CheckedFiles latest;
    private final CheckedFiles versions;

    SchemaCache(Path directory, String registry) {
        Path own = directory.resolve(CheckedFiles.sha256(registry).substring(0, 16));
        schemas = new CheckedFiles(own.resolve("schemas"));
        latest = new CheckedFiles(own.resolve("latest"));
        versions = new CheckedFiles(own.resolve("versions"));
    }

    Optional<String> schema(int id) {
        return schemas.read(id + ".avsc");
    }

    void keepSchema(int id, String schema) {
        schemas.write(id + ".avsc", schema);
    }

    Optional<Version> latest(String subject) {
        return latest.read(fileOf(subject))
                .flatMap(text -> parse(subject, text))
                .map(List::getLast);
    }

    void keepLatest(String subject, Version version) {
        keep(latest, subject, List.of(version));
    }

    /** All versions as they were when they were last asked for. */
    Optional<List<Version>> versions(String subject) {
        return versions.read(fileOf(subject)).flatMap(text -> parse(subject, text));
    }

    void keepVersions(String subject, List<Version> all) {
        keep(versions, subject, all);
    }

    private static void keep(CheckedFiles files, String subject, List<Version> all) {
        StringBuilder text = new StringBuilder(subject).append('\n');
        all.forEach(v -> text.append(v.version()).append(' ').append(v.id()).append('\n'));
        if (!files.read(fileOf(subject)).equals(Optional.of(text.toString()))) {
            files.write(fileOf(subject), text.toString());
        }
    }

    private static Optional<List<Version>> parse(String subject, String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 2 || !lines.getFirst().equals(subject)) {
            return Optional.empty();
        }
        List<Version> all = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            if (!LINE.matcher(line).matches()) {
                return Optional.empty();
            }
            String[] numbers = line.split(" ", 2);
            all.add(new Version(Integer.parseInt(numbers[0]), (int) Long.parseLong(numbers[1])));
        }
        return Optional.of(all);
    }

    /** Subjects may hold anything, file names may not. */
    private static String fileOf(String subject) {
        return PLAIN.matcher(subject).matches() ? subject : "sha256-" + CheckedFiles.sha256(subject);
    }
}
