package io.freshet.gateway.admission;

import java.net.InetAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request before its body is read.
 *
 * @param origin of the web page that sends, exactly as it was given; null if it is not a web page
 * @param address of the sender, behind all proxies that are trusted
 * @param scope what it wants to do
 * @param bytes how long its body is said to be, 0 if unknown
 */
public record Attempt(
        Credentials credentials, @Nullable String origin, Supplier<InetAddress> address, Scope scope, long bytes) {

    public Attempt with(Credentials other) {
        return new Attempt(other, origin, address, scope, bytes);
    }
}
