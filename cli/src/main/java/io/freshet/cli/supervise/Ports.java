package io.freshet.cli.supervise;

import io.freshet.cli.Failure;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The ports of one stack, all on the loopback address, no two alike. */
public final class Ports {
    private static final int HIGHEST = 65_535;

    private final Map<PortName, Integer> numbers;

    private Ports(Map<PortName, Integer> numbers) {
        this.numbers = numbers;
    }

    /** Those of the documentation. */
    public static Ports usual() {
        return shifted(0);
    }

    /** Every usual port so much higher. @throws Failure when one leaves the range of ports */
    public static Ports shifted(int offset) {
        Map<PortName, Integer> numbers = new EnumMap<>(PortName.class);
        Arrays.stream(PortName.values()).forEach(name -> numbers.put(name, name.usual() + offset));
        return checked(numbers);
    }

    /** @throws Failure when a number is no port or is given twice */
    public static Ports checked(Map<PortName, Integer> numbers) {
        Map<Integer, PortName> seen = new HashMap<>();
        numbers.forEach((name, number) -> {
            if (number < 1 || number > HIGHEST) {
                throw new Failure(
                        "The port of " + name.label() + " would be " + number + "; ports are 1 to " + HIGHEST + ".");
            }
            PortName other = seen.put(number, name);
            if (other != null) {
                throw new Failure(
                        "Port " + number + " is given twice: to " + other.label() + " and to " + name.label() + ".");
            }
        });
        return new Ports(new EnumMap<>(numbers));
    }

    /** The same with some of them elsewhere. */
    public Ports with(Map<PortName, Integer> own) {
        Map<PortName, Integer> changed = new EnumMap<>(numbers);
        changed.putAll(own);
        return checked(changed);
    }

    public int of(PortName name) {
        return numbers.getOrDefault(name, name.usual());
    }

    /** Whose port it is. */
    Optional<PortName> nameOf(int number) {
        return numbers.entrySet().stream()
                .filter(entry -> entry.getValue() == number)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** {@code http://127.0.0.1:<port>} */
    public String http(PortName name) {
        return "http://127.0.0.1:" + of(name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ports ports && ports.numbers.equals(numbers);
    }

    @Override
    public int hashCode() {
        return numbers.hashCode();
    }
}
