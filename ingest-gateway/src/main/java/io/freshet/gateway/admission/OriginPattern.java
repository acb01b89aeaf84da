package io.freshet.gateway.admission;

import java.util.regex.Pattern;

/** An origin with a wildcard for its subdomains or its port. */
record OriginPattern(Pattern pattern) {
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final String HOST = "(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[0-9a-f:.]{2,45}])";
    private static final String PORT = "[1-9][0-9]{0,4}";
    private static final Pattern EXACT =
            Pattern.compile("(?:[a-z][a-z0-9+-]{1,30}://" + HOST + "(?::" + PORT + ")?|null)");
    private static final Pattern WILD = Pattern.compile("(https?)://(\\*\\.)?(" + HOST + ")(?::(" + PORT + "|\\*))?");

    /** @throws IllegalArgumentException if it is nothing that a browser could send */
    static String checked(String origin) {
        if (!EXACT.matcher(origin).matches() || hasUsualPort(origin)) {
            throw wrong(origin);
        }
        return origin;
    }

    private static boolean hasUsualPort(String origin) {
        return (origin.startsWith("https://") && origin.endsWith(":443"))
                || (origin.startsWith("http://") && origin.endsWith(":80"));
    }

    static OriginPattern of(String declared) {
        var matcher = WILD.matcher(declared);
        if (!matcher.matches()) {
            throw wrong(declared);
        }
        String host = matcher.group(3);
        if (matcher.group(2) != null && !host.contains(".")) {
            throw new IllegalArgumentException("'%s' would allow every page of a top-level domain".formatted(declared));
        }
        String port = matcher.group(4);
        StringBuilder regex = new StringBuilder(matcher.group(1)).append("://");
        regex.append(matcher.group(2) == null ? "" : "(?:" + LABEL + "\\.)+").append(Pattern.quote(host));
        if (port != null) {
            regex.append(port.equals("*") ? "(?::" + PORT + ")?" : ":" + port);
        }
        return new OriginPattern(Pattern.compile(regex.toString()));
    }

    boolean matches(String origin) {
        return pattern.matcher(origin).matches();
    }

    private static IllegalArgumentException wrong(String origin) {
        return new IllegalArgumentException(
                ("'%s' is no origin as browsers send it: scheme and host in lower case, a port only where it is not the usual one,"
                                + " no path (https://shop.example.com, https://*.example.com, http://localhost:*)")
                        .formatted(origin));
    }
}
