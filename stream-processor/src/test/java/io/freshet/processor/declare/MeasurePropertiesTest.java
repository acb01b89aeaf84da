package io.freshet.processor.declare;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Every measure against a naive count over a list, however the events come and however they are split up and merged. */
class MeasurePropertiesTest {
    private static final JobPlan PLAN = TestJobs.plan("""
            name: all-measures
            from: nested-events
            group: { by: [id] }
            window: { session: 30m }
            measures:
              events: count()
              large: count(amount > 0.0)
              sum_amount: sum(amount)
              sum_count: sum(count)
              avg_amount: avg(amount)
              avg_count: avg(count) where count % 2 == 0
              least: min(context.page)
              most: max(amount)
              first_page: first(context.page)
              last_count: last(count)
              pages: distinct(context.page)
              top_pages: top(context.page, 3)
              some_pages: collect(context.page, 5)
            """);
    private static final Measures MEASURES = ((Behaviour.Windowed) PLAN.behaviour()).measures();

    record Event(
            long time, int partition, long offset, @Nullable String page, double amount, long count) {
        Row row() {
            @Nullable Object[] slots = new @Nullable Object[PLAN.layout().size()];
            for (int slot = 0; slot < PLAN.layout().sourceFields(); slot++) {
                slots[slot] = switch (PLAN.layout().field(slot).name()) {
                    case "id" -> "a";
                    case "context.page" -> page;
                    case "amount" -> amount;
                    default -> count;
                };
            }
            Row row = new Row(time, 0, partition, offset, slots);
            assertThat(PLAN.preparation().prepare(row)).isInstanceOf(Preparation.Outcome.Kept.class);
            return PLAN.codec().read(PLAN.codec().write(row));
        }
    }

    @Property(tries = 300)
    void theResultIsThatOfANaiveCount(@ForAll("events") List<Event> events, @ForAll Random random) {
        List<Object> expected = Collections.unmodifiableList(naive(events));
        assertThat(added(events).result()).isEqualTo(expected);
        List<Event> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);
        assertThat(merged(shuffled, random).result()).isEqualTo(expected);
    }

    @Property(tries = 100)
    void equalEventsHaveEqualBytesInWhateverOrderTheyCome(@ForAll("events") List<Event> events, @ForAll Random random) {
        List<Event> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);
        byte[] bytes = added(events).bytes();
        assertThat(added(shuffled).result()).isEqualTo(added(events).result());
        assertThat(MEASURES.read(bytes).bytes()).isEqualTo(bytes);
        assertThat((long) bytes.length).isLessThanOrEqualTo(MEASURES.maxStateBytes());
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Event> event = Combinators.combine(
                        Arbitraries.longs().between(-5, 5),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of("a", "b", "ä", "\uD83D\uDE00", "\uFFFD", "")
                                .injectNull(0.2),
                        Arbitraries.oneOf(
                                Arbitraries.doubles(),
                                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, -0.0, 0.1, 1e-300)),
                        Arbitraries.longs().between(-1_000_000_000_000L, 1_000_000_000_000L))
                .as((time, partition, page, amount, count) -> new Event(time, partition, 0, page, amount, count));
        return event.list().ofMinSize(1).ofMaxSize(40).map(events -> {
            List<Event> placed = new ArrayList<>();
            for (Event e : events) {
                double halved =
                        Math.abs(e.amount()) > 1e300 && Double.isFinite(e.amount()) ? e.amount() / 1e9 : e.amount();
                placed.add(new Event(e.time(), e.partition(), placed.size(), e.page(), halved, e.count()));
            }
            return placed;
        });
    }

    private static Totals added(List<Event> events) {
        Totals totals = MEASURES.start();
        events.forEach(event -> assertThat(totals.add(event.row())).isNull());
        return totals;
    }

    private static Totals merged(List<Event> events, Random random) {
        if (events.size() <= 1) {
            return MEASURES.read(added(events).bytes());
        }
        int cut = random.nextInt(events.size() + 1);
        if (cut == 0 || cut == events.size()) {
            return added(events);
        }
        Totals one = merged(events.subList(0, cut), random);
        Totals other = merged(events.subList(cut, events.size()), random);
        one.merge(other);
        return MEASURES.read(one.bytes());
    }

    private static List<@Nullable Object> naive(List<Event> events) {
        Comparator<Event> order = Comparator.comparingLong(Event::time)
                .thenComparingInt(Event::partition)
                .thenComparingLong(Event::offset);
        List<Event> sorted = events.stream().sorted(order).toList();
        List<Double> amounts = events.stream()
                .map(Event::amount)
                .filter(Double::isFinite)
                .map(amount -> amount == 0 ? 0.0 : amount)
                .toList();
        List<Long> even =
                events.stream().map(Event::count).filter(c -> c % 2 == 0).toList();
        List<String> pages =
                sorted.stream().map(Event::page).filter(Objects::nonNull).toList();
        BigDecimal sum = amounts.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        MathContext digits = new MathContext(40, RoundingMode.HALF_EVEN);
        List<@Nullable Object> values = new ArrayList<>();
        values.add((long) events.size());
        values.add(amounts.stream().filter(amount -> amount > 0).count());
        values.add(amounts.isEmpty() ? null : sum.doubleValue());
        values.add(events.stream().mapToLong(Event::count).sum());
        values.add(
                amounts.isEmpty()
                        ? null
                        : sum.divide(BigDecimal.valueOf(amounts.size()), digits).doubleValue());
        values.add(
                even.isEmpty()
                        ? null
                        : BigDecimal.valueOf(even.stream().mapToLong(c -> c).sum())
                                .divide(BigDecimal.valueOf(even.size()), digits)
                                .doubleValue());
        values.add(pages.stream()
                .min(Comparator.comparing(MeasurePropertiesTest::codePoints))
                .orElse(null));
        values.add(amounts.stream().max(Comparator.naturalOrder()).orElse(null));
        values.add(pages.isEmpty() ? null : pages.get(0));
        values.add(sorted.get(sorted.size() - 1).count());
        values.add(pages.stream().distinct().count());
        values.add(top(pages));
        values.add(pages.stream().limit(5).toList());
        values.add(pages.size() > 5 ? List.of("some_pages:more") : List.of());
        return values;
    }

    private static List<String> top(List<String> pages) {
        Map<String, Long> counts =
                pages.stream().collect(Collectors.groupingBy(page -> page, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry::getKey))
                .limit(3)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Sorts as UTF-8 does. */
    private static String codePoints(String text) {
        return text.codePoints().mapToObj(point -> String.format("%08x", point)).collect(Collectors.joining());
    }
}
