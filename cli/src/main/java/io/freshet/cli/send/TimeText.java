package io.freshet.cli.send;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times that people's files hold. A time without a zone is taken as UTC. Immutable; any number of threads.
 *
 * <p>Without a pattern: {@code 2019-10-01 00:00:00 UTC}, {@code 2019-10-01T00:00:00.5+02:00}, {@code 2019-10-01 00:00} and
 * the like.
 */
final class TimeText {
    private static final int NANO_DIGITS = 9;
    private static final DateTimeFormatter USUAL = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd")
            .appendPattern("['T'][' ']HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, NANO_DIGITS, true)
            .optionalEnd()
            .optionalEnd()
            .appendPattern("[' ']")
            .optionalStart()
            .appendZoneOrOffsetId()
            .optionalEnd()
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);

    static final TimeText DEFAULT = new TimeText(USUAL);

    private final DateTimeFormatter formatter;

    private TimeText(DateTimeFormatter formatter) {
        this.formatter = formatter;
    }

    /**
     * @param pattern as of {@link DateTimeFormatter#ofPattern(String)}; {@code y} stands for the same year as {@code u}
     * @throws IllegalArgumentException when it is none
     */
    static TimeText ofPattern(String pattern) {
        return new TimeText(DateTimeFormatter.ofPattern(withProlepticYear(pattern), Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT));
    }

    /** A strict reader, the only one that refuses 30 February, wants an era beside {@code y}. */
    private static String withProlepticYear(String pattern) {
        StringBuilder changed = new StringBuilder(pattern);
        boolean quoted = false;
        for (int i = 0; i < changed.length(); i++) {
            char c = changed.charAt(i);
            quoted ^= c == '\'';
            if (c == 'y' && !quoted) {
                changed.setCharAt(i, 'u');
            }
        }
        return changed.toString();
    }

    /** Null where {@code text} is no such time. */
    @Nullable
    Instant read(String text) {
        try {
            TemporalAccessor read =
                    formatter.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
            return switch (read) {
                case ZonedDateTime zoned -> zoned.toInstant();
                case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
                case LocalDate day -> day.atStartOfDay().toInstant(ZoneOffset.UTC);
                default -> null;
            };
        } catch (DateTimeException e) {
            return null;
        }
    }
}
