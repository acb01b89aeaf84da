package io.freshet.processor.ops;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.TypeName;
import io.freshet.model.registry.SchemaRegistry;
import io.freshet.model.registry.SchemaRegistry.Answer;
import io.freshet.model.registry.SchemaRegistry.Registered;
import io.freshet.processor.declare.EventTypes;
import io.freshet.processor.declare.JobFile;
import io.freshet.processor.declare.JobPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/**
 * What must be there before a job can run: a right declaration, its topics (those that it writes to are made), the schemas that
 * it writes by (its own is registered), and state of no other declaration. Asked by the job's supervisor; blocks for seconds
 * while something is down.
 *
 * @param connection how to reach the brokers
 */
record JobPreconditions(
        DeclaredFile file,
        Map<String, Object> connection,
        SchemaRegistry registry,
        EventTypes types,
        String applicationId,
        DeclarationLedger ledger) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    sealed interface Verdict {
        /**
         * @param topicIds of the sources
         * @param partitions of the sources
         * @param groupPartitions of the repartition topic, where the job has one
         */
        record Met(
                JobPlan plan,
                String applicationId,
                Map<String, String> topicIds,
                Map<String, Integer> partitions,
                int groupPartitions,
                int resultSchemaId,
                int rejectedSchemaId)
                implements Verdict {}

        /** @param problem one sentence that says what is missing; it may pass */
        record NotYet(String problem) implements Verdict {}

        /** @param problem what a person must put right */
        record Refused(String problem) implements Verdict {}
    }

    Verdict check() {
        return switch (JobFile.read(file.text(), types)) {
            case JobFile.Outcome.Wrong(var issues) ->
                new Verdict.Refused(
                        issues.stream().map(issue -> issue.in(file.name())).collect(Collectors.joining("\n")));
            case JobFile.Outcome.Planned(JobPlan plan) -> check(plan);
        };
    }

    private Verdict check(JobPlan plan) {
        try (Admin admin = admin()) {
            JobTopics topics = new JobTopics(admin, PATIENCE);
            JobTopics.Found found = topics.find(plan, applicationId(plan));
            if (!found.problem().isEmpty()) {
                return found.isPassing() ? new Verdict.NotYet(found.problem()) : new Verdict.Refused(found.problem());
            }
            int result = register(plan);
            int rejected = idOf(BuiltInTypes.EVENTS_REJECTED);
            String holds = ledger.enter(admin, applicationId(plan), plan.fingerprint());
            if (!holds.equals(plan.fingerprint())) {
                return new Verdict.Refused(file.name() + ": the state of version " + plan.version() + " of the job "
                        + plan.name() + " was made by another declaration; give the changed one `version: "
                        + (plan.version() + 1)
                        + "`, which begins anew with state of its own, or put the old one back");
            }
            return new Verdict.Met(
                    plan,
                    applicationId(plan),
                    found.ids(),
                    found.partitions(),
                    found.groupPartitions(),
                    result,
                    rejected);
        } catch (NotRegisteredException e) {
            return new Verdict.NotYet(e.getMessage());
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            return new Verdict.NotYet("waiting for Kafka: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Verdict.NotYet("interrupted");
        }
    }

    private String applicationId(JobPlan plan) {
        return applicationId + "-" + plan.name() + "-v" + plan.version();
    }

    private Admin admin() {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return Admin.create(settings);
    }

    /** The id of the results' schema. It is derived from the declaration, so nobody else could register it. */
    private int register(JobPlan plan) throws NotRegisteredException {
        String subject = TypeName.subject(plan.into());
        Schema schema = plan.result().schema();
        return switch (registry.register(subject, schema)) {
            case Answer.Found<Registered>(Registered registered) -> registered.id();
            case Answer.Unknown<?> unknown -> throw new NotRegisteredException("waiting for the schema " + subject);
            case Answer.Refused<?>(String why) ->
                throw new NotRegisteredException("the registry refuses " + subject + ": " + why);
            case Answer.Unavailable<?>(String why) ->
                throw new NotRegisteredException("waiting for the registry: " + why);
        };
    }

    private int idOf(String type) throws NotRegisteredException {
        Schema wanted = BuiltInTypes.get(type).schema();
        String subject = TypeName.subject(type);
        return switch (registry.versions(subject)) {
            case Answer.Found<List<Registered>>(List<Registered> versions) ->
                versions.stream()
                        .filter(version -> version.schema().equals(wanted))
                        .mapToInt(Registered::id)
                        .findFirst()
                        .orElseThrow(() -> new NotRegisteredException(
                                "waiting for this version's schema of " + subject + "; the registry has others"));
            case Answer.Unknown<?> unknown -> throw new NotRegisteredException("waiting for the schema " + subject);
            case Answer.Refused<?>(String why) ->
                throw new NotRegisteredException("the registry refuses " + subject + ": " + why);
            case Answer.Unavailable<?>(String why) ->
                throw new NotRegisteredException("waiting for the registry: " + why);
        };
    }

    private static final class NotRegisteredException extends Exception {
        private static final long serialVersionUID = 1L;

        NotRegisteredException(String message) {
            super(message);
        }
    }
}
