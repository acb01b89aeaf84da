package io.freshet.relay.kill;

import io.freshet.local.LocalKafka;
import io.freshet.local.fault.FaultProxy;
import io.freshet.local.fault.HttpFaultProxy;
import io.freshet.local.part.PartPort;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** A world whose relays reach broker and store through proxies; the test itself goes straight to them. */
final class FaultyWorld implements AutoCloseable {
    final PutWitness puts = new PutWitness();
    final FaultProxy brokerProxy;
    final HttpFaultProxy storeProxy;
    final World world;

    FaultyWorld(Path directory, long seed) {
        int listener = PartPort.free("second").number();
        brokerProxy = FaultProxy.to(listener);
        world = new World(directory, LocalKafka.startBehind(directory.resolve("kafka"), listener, brokerProxy.port()));
        storeProxy = HttpFaultProxy.to(URI.create(world.store.endpoint()).getPort(), seed, puts);
    }

    RelayOptions options(int cutRecords, Duration cutAge) {
        return world.options(cutRecords, cutAge).through(brokerProxy.address(), storeProxy.endpoint());
    }

    @Override
    public void close() {
        storeProxy.close();
        world.close();
        brokerProxy.close();
    }
}
