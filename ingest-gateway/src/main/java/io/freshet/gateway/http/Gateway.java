package io.freshet.gateway.http;

import io.freshet.gateway.catalogue.CatalogueThread;
import io.freshet.gateway.catalogue.TypeCatalogue;
import io.freshet.gateway.door.Door;
import io.freshet.gateway.intake.Intake;
import io.freshet.gateway.meter.IngestMeters;
import io.freshet.gateway.publish.Envelopes;
import io.freshet.gateway.publish.UnderWay;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/**
 * What every request needs.
 *
 * @param inlineBytes bodies up to this are decoded on the event loop, longer ones on a worker thread
 */
public record Gateway(
        Vertx vertx,
        Door door,
        TypeCatalogue catalogue,
        CatalogueThread lookups,
        Intake intake,
        Envelopes envelopes,
        UnderWay underWay,
        IngestMeters meters,
        BodyLimits bodyLimits,
        int inlineBytes,
        Leaving leaving,
        InstantSource clock) {}
