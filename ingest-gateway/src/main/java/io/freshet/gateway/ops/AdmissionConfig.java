package io.freshet.gateway.ops;

import io.freshet.gateway.door.NetworkCookie.SameSite;
import io.freshet.gateway.privacy.AddressPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who may send; each default says its reason. */
@ConfigMapping(prefix = "freshet.gateway.admission")
public interface AdmissionConfig {

    /** The file of keys. Without one everybody is let in, which is for development only. */
    Optional<Path> keys();

    /** How often the file is looked at: a mounted secret changes about once a minute. */
    @WithDefault("2S")
    Duration reload();

    /** How far the clock of a sender that signs may be off, either way. */
    @WithDefault("5M")
    Duration signatureWindow();

    /** How many signatures are remembered until they have expired; more are refused: 300 a second for ten minutes. */
    @WithDefault("200000")
    int signatures();

    /** How many addresses are remembered for their limits: about 20 MB. */
    @WithDefault("50000")
    int addresses();

    /** Networks of proxies whose X-Forwarded-For is believed; nobody's, since anyone can write one. */
    Optional<List<String>> proxies();

    Anonymous anonymous();

    Oidc oidc();

    Cookie cookie();

    /** The caller of a gateway without keys. */
    interface Anonymous {
        /** From which pages: those that are served by the same machine. */
        @WithDefault("http://localhost:*,https://localhost:*,http://127.0.0.1:*,http://[::1]:*")
        List<String> origins();

        /** What of a sender's address may be written: nothing, unless somebody wants it. */
        @WithDefault("drop")
        AddressPolicy address();
    }

    /** Tokens of an identity provider; switched on by {@code jwks}. */
    interface Oidc {
        /** Where the provider's keys are. */
        Optional<URI> jwks();

        /** As its tokens name it. */
        Optional<String> issuer();

        /** That its tokens must name. */
        Optional<String> audience();

        /** Whose value maps a token to a key of the file. */
        @WithDefault("sub")
        String claim();

        /** How often keys are fetched: a key that is new is fetched when its first token comes. */
        @WithDefault("5M")
        Duration refresh();
    }

    /** The first-party cookie by which a browser is known again. */
    interface Cookie {
        /** Off: who wants to know people again has to say so. */
        @WithDefault("false")
        boolean enabled();

        /** What Snowplow's own collector calls it. */
        @WithDefault("sp")
        String name();

        /** A year; browsers may keep it for less. */
        @WithDefault("365D")
        Duration age();

        /** To which domains it may be given for all their hosts; else it is the gateway's host's alone. */
        Optional<List<String>> domains();

        /** Pages on other hosts of the same site send it with lax, too; none is for pages of other sites. */
        @WithDefault("lax")
        SameSite sameSite();
    }
}
