package io.freshet.gateway.door;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cookie by which a browser is known again over pages and sites of one owner: opt-in. Its value is an id of ours; what a browser
 * brings that is none is replaced, never echoed.
 *
 * @param name of the cookie
 * @param age how long a browser keeps it; renewed with every request
 * @param domains to which it may be given, for their subdomains too; of other hosts it is theirs alone
 * @param sameSite {@code None} where pages of other sites send too, {@code Lax} or {@code Strict}
 */
public record NetworkCookie(String name, Duration age, List<String> domains, SameSite sameSite, Supplier<String> ids) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern COOKIE_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+");

    /** As browsers understand it. */
    public enum SameSite {
        NONE("None"),
        LAX("Lax"),
        STRICT("Strict");

        private final String label;

        SameSite(String label) {
            this.label = label;
        }
    }

    public NetworkCookie {
        domains = List.copyOf(domains);
        if (!COOKIE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'%s' is no name for a cookie".formatted(name));
        }
        for (String domain : domains) {
            if (!DOMAIN.matcher(domain).matches()) {
                throw new IllegalArgumentException("'%s' is no domain such as example.com".formatted(domain));
            }
        }
    }

    /** The id that a browser brought, else a new one. */
    String id(@Nullable String brought) {
        return brought != null && ID.matcher(brought).matches() ? brought : ids.get();
    }

    /** @param host of the page that sends, else of the gateway as the browser knows it; decides the domain */
    String setCookie(String id, @Nullable String host) {
        String domain = host == null ? null : domainOf(host.toLowerCase(Locale.ROOT));
        return "%s=%s; Max-Age=%d; Path=/%s; Secure; HttpOnly; SameSite=%s"
                .formatted(name, id, age.toSeconds(), domain == null ? "" : "; Domain=" + domain, sameSite.label);
    }

    private @Nullable String domainOf(String host) {
        for (String domain : domains) {
            if (host.equals(domain) || host.endsWith("." + domain)) {
                return domain;
            }
        }
        return null;
    }
}
