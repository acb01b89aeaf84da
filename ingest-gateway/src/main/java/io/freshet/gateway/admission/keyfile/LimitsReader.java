package io.freshet.gateway.admission.keyfile;

import io.freshet.gateway.admission.QuotaLimits;
import io.freshet.gateway.declare.DeclarationException;
import io.freshet.gateway.declare.Section;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads limits: events as {@code 500}, {@code 10K}, {@code 2M} (thousands), bytes as {@code 64K}, {@code 4M}, {@code 1G} (powers of 1,024). */
final class LimitsReader {
    private static final Pattern AMOUNT = Pattern.compile("([1-9][0-9]{0,11})([KMGT]?)");
    private static final String UNITS = "KMGT";
    private static final long THOUSAND = 1000;
    private static final long BINARY = 1024;

    private LimitsReader() {}

    static QuotaLimits read(Section limits, boolean ofKey) throws DeclarationException {
        return new QuotaLimits(
                amount(limits, "events-per-second", THOUSAND),
                amount(limits, "bytes-per-second", BINARY),
                ofKey ? amount(limits, "events-per-day", THOUSAND) : 0,
                ofKey ? amount(limits, "bytes-per-day", BINARY) : 0);
    }

    static QuotaLimits ofAddress(Section limits) throws DeclarationException {
        Section address = limits.child("per-address");
        if (address == null) {
            return QuotaLimits.UNLIMITED;
        }
        QuotaLimits read = read(address, false);
        address.refuseOthers();
        return read;
    }

    private static long amount(Section limits, String field, long unit) throws DeclarationException {
        @Nullable String text = limits.text(field);
        if (text == null) {
            return 0;
        }
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches()) {
            throw limits.wrong(field, "should be a number above 0, such as 500, 10K or 2M");
        }
        long value = Long.parseLong(amount.group(1));
        for (int i = 0; i <= UNITS.indexOf(amount.group(2)) && !amount.group(2).isEmpty(); i++) {
            value = value > Long.MAX_VALUE / BINARY / BINARY ? value : value * unit;
        }
        return value;
    }
}
