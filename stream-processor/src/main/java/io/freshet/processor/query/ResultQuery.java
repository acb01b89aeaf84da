package io.freshet.processor.query;

import io.freshet.model.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param key null for all keys
 * @param from of the results' time, inclusive, milliseconds since the epoch
 * @param to exclusive
 * @param limit of results
 * @param cursor where the page before ended; null for the first
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record ResultQuery(@Nullable String key, long from, long to, int limit, byte @Nullable [] cursor) {
    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 1_000;
    private static final int MAX_KEY = 4_096;
    private static final Set<String> NAMES = Set.of("key", "from", "to", "limit", "cursor");

    /** Says in a sentence what is wrong with a query. */
    static final class BadQueryException extends Exception {
        private static final long serialVersionUID = 1L;

        BadQueryException(String message) {
            super(message);
        }

        Problem problem() {
            return new Problem(Reason.INVALID_QUERY, String.valueOf(getMessage()));
        }
    }

    /**
     * @param names of all parameters that were given
     * @param parameter the value of one, null where it was not given
     */
    static ResultQuery of(Set<String> names, Function<String, @Nullable String> parameter) throws BadQueryException {
        for (String name : names) {
            if (!NAMES.contains(name)) {
                throw new BadQueryException("There is no such parameter here; known are key, from, to, limit, cursor.");
            }
        }
        String key = parameter.apply("key");
        if (key != null && key.length() > MAX_KEY) {
            throw new BadQueryException("key is longer than " + MAX_KEY + " characters.");
        }
        ResultQuery query = new ResultQuery(
                key,
                time("from", parameter.apply("from"), Long.MIN_VALUE),
                time("to", parameter.apply("to"), Long.MAX_VALUE),
                limit(parameter.apply("limit")),
                cursor(parameter.apply("cursor")));
        if (query.from() > query.to()) {
            throw new BadQueryException("from is after to.");
        }
        if (query.cursor() != null && key == null) {
            throw new BadQueryException("cursor goes with key only.");
        }
        return query;
    }

    private static long time(String name, @Nullable String text, long otherwise) throws BadQueryException {
        if (text == null) {
            return otherwise;
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text).toEpochMilli()
                    : LocalDate.parse(text)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadQueryException(
                    name + " must be a time like 2026-11-21T09:00:00Z or a date like 2026-11-21 (UTC).");
        }
    }

    private static int limit(@Nullable String text) throws BadQueryException {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new BadQueryException("limit must be a whole number from 1 to " + MAX_LIMIT + ".");
    }

    private static byte @Nullable [] cursor(@Nullable String text) throws BadQueryException {
        if (text == null) {
            return null;
        }
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new BadQueryException("cursor must be one that an answer gave.");
        }
    }
}
