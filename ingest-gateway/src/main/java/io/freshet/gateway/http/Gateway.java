package io.freshet.gateway.http;

import io.freshet.gateway.admission.Budget;
import io.freshet.gateway.catalogue.CatalogueThread;
import io.freshet.gateway.catalogue.TypeCatalogue;
import io.freshet.gateway.intake.Intake;
import io.freshet.gateway.meter.IngestMeters;
import io.freshet.gateway.publish.Envelopes;
import io.freshet.gateway.publish.EventSink;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/**
 * What every request needs.
 *
 * @param underWayRecords how many records may wait for their acknowledgement
 * @param underWayBytes how many bytes they may have; less than the sink's own memory
 * @param inlineBytes bodies up to this are decoded on the event loop, longer ones on a worker thread
 */
public record Gateway(
        Vertx vertx,
        TypeCatalogue catalogue,
        CatalogueThread lookups,
        Intake intake,
        Envelopes envelopes,
        EventSink sink,
        IngestMeters meters,
        BodyLimits bodyLimits,
        Budget underWayRecords,
        Budget underWayBytes,
        int inlineBytes,
        InstantSource clock) {}
