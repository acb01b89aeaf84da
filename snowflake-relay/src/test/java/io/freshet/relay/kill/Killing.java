package io.freshet.relay.kill;

import io.freshet.relay.cut.Origin;
import io.freshet.relay.manifest.Manifest;
import io.freshet.relay.manifest.ManifestEntry;
import io.freshet.relay.source.RelayObserver;
import io.freshet.relay.store.FileFacts;
import io.freshet.relay.store.ObjectStore;
import io.freshet.relay.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Ports that end the process, or hold it up, at a step of the protocol. */
final class Killing {
    private final RelayOptions options;
    private final AtomicInteger passed = new AtomicInteger();

    Killing(RelayOptions options) {
        this.options = options;
    }

    RelayUnderTest.Wraps wraps() {
        return new RelayUnderTest.Wraps(this::stores, this::manifest, RelayObserver.NONE);
    }

    private void at(DyingStep step) {
        if (options.step() != step || passed.incrementAndGet() != options.dieAt()) {
            return;
        }
        if (step == DyingStep.STALL_BEFORE_PUT) {
            stall();
        } else {
            Runtime.getRuntime().halt(9);
        }
    }

    private boolean stallIfArmed() {
        try {
            Path mine = options.marker()
                    .resolveSibling("mine-" + ProcessHandle.current().pid());
            Files.move(options.arm(), mine, StandardCopyOption.ATOMIC_MOVE);
            Files.writeString(mine, Long.toString(ProcessHandle.current().pid()));
            Files.move(mine, options.marker(), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException notArmed) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await();
        return true;
    }

    private void stall() {
        try {
            Files.createFile(options.marker());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await();
    }

    private void await() {
        while (Files.exists(options.marker())) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** What became of each PUT, for the test to read. */
    private void note(String key, ObjectStore.PutOutcome outcome) {
        try {
            Files.writeString(
                    options.outcomes(),
                    outcome + " " + key + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stores stores(Stores real) {
        return new Stores() {
            @Override
            public ObjectStore configured() {
                return store(real.configured());
            }

            @Override
            public Optional<ObjectStore> named(String uri) {
                return real.named(uri).map(Killing.this::store);
            }
        };
    }

    private ObjectStore store(ObjectStore real) {
        return new ObjectStore() {
            @Override
            public String uri() {
                return real.uri();
            }

            @Override
            public PutOutcome create(String key, byte[] bytes, FileFacts facts) throws StoreUnavailableException {
                at(DyingStep.BEFORE_PUT);
                at(DyingStep.STALL_BEFORE_PUT);
                boolean stalled = options.step() == DyingStep.STALL_WHEN_ARMED && stallIfArmed();
                PutOutcome outcome = real.create(key, bytes, facts);
                at(DyingStep.AFTER_PUT);
                if (stalled || options.step() == DyingStep.STALL_BEFORE_PUT) {
                    note(key, outcome);
                }
                return outcome;
            }

            @Override
            public Optional<StoredFile> head(String key) throws StoreUnavailableException {
                return real.head(key);
            }

            @Override
            public void list(String prefix, Consumer<String> each) throws StoreUnavailableException {
                real.list(prefix, each);
            }
        };
    }

    private Manifest manifest(Manifest real) {
        return new Manifest() {
            @Override
            public void record(ManifestEntry entry) throws ManifestUnavailableException {
                real.record(entry);
                at(DyingStep.AFTER_MANIFEST);
            }

            @Override
            public OptionalLong highWater(Origin origin) throws ManifestUnavailableException {
                return real.highWater(origin);
            }
        };
    }
}
