package io.freshet.cli.demo;

import java.util.List;

/**
 * A customer, always the same for the same number.
 *
 * @param country ISO 3166-1 alpha-2
 * @param address from the range that documentation may use
 */
record Person(String id, String country, String address) {
    /** About the share of visitors that a European shop has from each. */
    private static final List<String> COUNTRIES = List.of(
            "DE", "DE", "DE", "DE", "DE", "FR", "FR", "FR", "GB", "GB", "GB", "NL", "NL", "AT", "CH", "IT", "ES", "PL",
            "SE", "US");

    static Person number(int number) {
        String country = COUNTRIES.get(Math.floorMod(number * 7919, COUNTRIES.size()));
        return new Person("user-%04d".formatted(number), country, "2001:db8::" + Integer.toHexString(number));
    }
}
