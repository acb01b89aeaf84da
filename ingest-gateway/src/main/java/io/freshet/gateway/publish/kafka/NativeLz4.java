package io.freshet.gateway.publish.kafka;

import net.jpountz.util.Native;
import org.jboss.logging.Logger;

/**
 * Has batches compressed by native code, several times as fast as Java's. By itself the library does so only where the system's class
 * loader has loaded it, which is not so in a packaged gateway.
 */
final class NativeLz4 {
    private static final Logger LOG = Logger.getLogger(NativeLz4.class);

    private NativeLz4() {}

    /** Before the first batch; needs a folder for temporary files. Without it batches are compressed all the same, in Java. */
    static void load() {
        try {
            Native.load();
        } catch (RuntimeException | LinkageError e) {
            LOG.debugf("Batches are compressed in Java. reason=%s", e);
        }
    }
}
