package io.freshet.gateway.mqtt;

import io.freshet.gateway.admission.Admission;
import io.freshet.gateway.admission.Budget;
import io.freshet.gateway.catalogue.CatalogueThread;
import io.freshet.gateway.catalogue.TypeCatalogue;
import io.freshet.gateway.intake.Intake;
import io.freshet.gateway.intake.mqtt.TopicMap;
import io.freshet.gateway.meter.IngestMeters;
import io.freshet.gateway.meter.MqttMeters;
import io.freshet.gateway.publish.UnderWay;
import io.freshet.gateway.session.Sessions;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What every connection needs.
 *
 * @param ids makes an id for an event or a client that has none
 * @param held bytes of messages that are not acknowledged, of all connections
 */
public record Mqtt(
        Vertx vertx,
        Admission admission,
        TypeCatalogue catalogue,
        CatalogueThread lookups,
        Intake intake,
        Supplier<String> ids,
        UnderWay underWay,
        IngestMeters meters,
        MqttMeters own,
        Sessions sessions,
        TopicMap topics,
        Budget held,
        MqttSettings settings,
        InstantSource clock) {}
