package io.freshet.processor.ops;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventTypeDefinition;
import io.freshet.model.registry.ConfluentRegistry;
import io.freshet.model.registry.SchemaRegistry;
import io.freshet.model.registry.SchemaRegistry.Answer;
import io.freshet.model.registry.SchemaRegistry.Registered;
import io.freshet.processor.topology.CustomerOrderTotals;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;

/**
 * What must be there before the job can run: its topics, and the schemas that it writes by. Asked by the supervisor's thread;
 * blocks for seconds while something is down.
 *
 * @param connection how to reach the brokers
 */
record Preconditions(Map<String, Object> connection, SchemaRegistry registry) {
    private static final List<String> TYPES =
            List.of(BuiltInTypes.ORDER_EVENTS, BuiltInTypes.CUSTOMER_ORDER_TOTALS, BuiltInTypes.EVENTS_REJECTED);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    sealed interface Verdict {
        /** @param sourceTopicId of the topic that the job reads */
        record Met(String sourceTopicId, int resultSchemaId, int rejectedSchemaId) implements Verdict {}

        /** @param problem one sentence that says what is missing */
        record NotYet(String problem) implements Verdict {}
    }

    Verdict check() {
        try (Admin admin = admin()) {
            Set<String> missing = new TreeSet<>(CustomerOrderTotals.topics());
            missing.removeAll(within(admin.listTopics().names()));
            if (!missing.isEmpty()) {
                return new Verdict.NotYet("waiting for topics " + missing);
            }
            Uuid source = within(admin.describeTopics(Set.of(CustomerOrderTotals.SOURCE_TOPIC))
                            .topicNameValues()
                            .get(CustomerOrderTotals.SOURCE_TOPIC))
                    .topicId();
            for (String type : TYPES) {
                requireFullTransitive(BuiltInTypes.get(type).subject());
            }
            return new Verdict.Met(
                    source.toString(), idOf(BuiltInTypes.CUSTOMER_ORDER_TOTALS), idOf(BuiltInTypes.EVENTS_REJECTED));
        } catch (NotRegisteredException e) {
            return new Verdict.NotYet(e.getMessage());
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            return new Verdict.NotYet("waiting for Kafka: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Verdict.NotYet("interrupted");
        }
    }

    private Admin admin() {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return Admin.create(settings);
    }

    private static <T> T within(KafkaFuture<T> answer)
            throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(PATIENCE.toMillis() + 1_000, TimeUnit.MILLISECONDS);
    }

    /** The id of the very schema that this program writes by; a newer one of somebody else does no harm. */
    private int idOf(String type) throws NotRegisteredException {
        EventTypeDefinition definition = BuiltInTypes.get(type);
        return switch (registry.versions(definition.subject())) {
            case Answer.Found<List<Registered>>(List<Registered> versions) ->
                versions.stream()
                        .filter(version -> version.schema().equals(definition.schema()))
                        .mapToInt(Registered::id)
                        .findFirst()
                        .orElseThrow(() -> new NotRegisteredException("waiting for this version's schema of "
                                + definition.subject() + "; the registry has others"));
            case Answer.Unknown<?> unknown ->
                throw new NotRegisteredException("waiting for the schema " + definition.subject());
            case Answer.Refused<?>(String why) ->
                throw new NotRegisteredException("the registry refuses " + definition.subject() + ": " + why);
            case Answer.Unavailable<?>(String why) ->
                throw new NotRegisteredException("waiting for the registry: " + why);
        };
    }

    /** A weaker level could let a version in that this program misreads. No answer is no objection: the level was checked before. */
    private void requireFullTransitive(String subject) throws NotRegisteredException {
        if (registry.compatibility(subject) instanceof Answer.Found<String>(String level)
                && !level.equals(ConfluentRegistry.FULL_TRANSITIVE)) {
            throw new NotRegisteredException("waiting for " + subject + " to have compatibility "
                    + ConfluentRegistry.FULL_TRANSITIVE + "; it has " + level);
        }
    }

    private static final class NotRegisteredException extends Exception {
        private static final long serialVersionUID = 1L;

        NotRegisteredException(String message) {
            super(message);
        }
    }
}
