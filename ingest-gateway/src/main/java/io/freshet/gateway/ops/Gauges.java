package io.freshet.gateway.ops;

import io.freshet.gateway.admission.Budget;
import io.freshet.gateway.catalogue.CatalogueThread;
import io.freshet.gateway.catalogue.TypeCatalogue;
import io.freshet.gateway.http.Gateway;
import io.freshet.gateway.publish.kafka.KafkaEventSink;
import io.freshet.gateway.spool.Spool;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Every bound has a gauge of what is used of it, and one of the bound. */
final class Gauges {
    private Gauges() {}

    static void register(
            MeterRegistry meters, Gateway gateway, TypeCatalogue types, CatalogueThread lookups, KafkaEventSink sink) {
        budget(
                meters,
                "freshet.gateway.bodies.bytes",
                "Bytes of bodies in memory",
                gateway.bodyLimits().all());
        budget(
                meters,
                "freshet.gateway.under.way.records",
                "Records not yet acknowledged",
                gateway.underWay().records());
        budget(
                meters,
                "freshet.gateway.under.way.bytes",
                "Bytes of records not yet acknowledged",
                gateway.underWay().bytes());
        Gauge.builder("freshet.gateway.types", types, TypeCatalogue::size)
                .description("Event types that are served")
                .register(meters);
        Gauge.builder("freshet.gateway.types.weak", types, TypeCatalogue::weakSubjects)
                .description("Served types whose subjects allow incompatible versions")
                .register(meters);
        Gauge.builder("freshet.gateway.types.refused", types, TypeCatalogue::refusedVersions)
                .description("Served types whose newest version is refused")
                .register(meters);
        Gauge.builder("freshet.gateway.types.unknown", lookups, CatalogueThread::remembered)
                .description("Unknown names that are remembered")
                .register(meters);
        Gauge.builder("freshet.gateway.broker.reachable", sink, s -> s.isReachable() ? 1 : 0)
                .description("1 while the Kafka brokers answer, else 0")
                .register(meters);
    }

    static void register(MeterRegistry meters, Spool spool) {
        Gauge.builder("freshet.gateway.spool.records", spool, Spool::records)
                .description("Records on disk that wait for their way to Kafka")
                .register(meters);
        Gauge.builder("freshet.gateway.spool.bytes", spool, Spool::bytes)
                .description("Bytes of the spool's files, quarantine included")
                .register(meters);
        Gauge.builder("freshet.gateway.spool.bytes.limit", spool, Spool::limit)
                .description("Bytes of the spool's files: so many at most")
                .register(meters);
        Gauge.builder("freshet.gateway.spool.age.seconds", spool, Spool::age)
                .description("Age of the oldest record that waits on disk")
                .register(meters);
        FunctionCounter.builder("freshet.gateway.spool.unreadable", spool, Spool::unreadable)
                .description("Stretches of the spool that could not be read; their segments are in quarantine")
                .register(meters);
        FunctionCounter.builder("freshet.gateway.spool.lost", spool, Spool::lost)
                .description("Records of the spool that are known to be missing")
                .register(meters);
    }

    static void budget(MeterRegistry meters, String name, String what, Budget budget) {
        Gauge.builder(name, budget, Budget::used).description(what).register(meters);
        Gauge.builder(name + ".limit", budget, Budget::limit)
                .description(what + ": so many at most")
                .register(meters);
    }
}
