package io.freshet.warehouse.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.warehouse.reconcile.Finding.Kind;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever happens to one file among many is found, at that file alone; the repair is performed; the second look is clean. */
class ComparisonPropertiesTest {
    /** What can happen, and what it is called where the rows are in the table, and where they are not. */
    enum Damage {
        DELETED(Kind.DELETED),
        TRUNCATED(Kind.TRUNCATED),
        ALTERED(Kind.ALTERED),
        RENAMED_NEAR(Kind.RENAMED),
        RENAMED_FAR(Kind.RENAMED),
        HELD_BACK(Kind.NOT_LOADED),
        SKIPPED(Kind.LOAD_FAILED),
        ROW_GONE(Kind.ROWS_MISSING),
        ALL_ROWS_GONE(Kind.ROWS_MISSING),
        FORGOTTEN_BY_THE_MANIFEST(Kind.NOT_BOOKED),
        PAUSED(Kind.PIPE_PAUSED);

        private final Kind kind;

        Damage(Kind kind) {
            this.kind = kind;
        }

        void doTo(World world, BookedFile file) {
            switch (this) {
                case DELETED -> world.stored.remove(file.key());
                case TRUNCATED -> world.truncate(file);
                case ALTERED -> world.alter(file);
                case RENAMED_NEAR -> world.rename(file, "v1/other/" + file.key());
                case RENAMED_FAR -> world.rename(file, "attic/" + file.key());
                case HELD_BACK -> world.neverLoaded(file.key());
                case SKIPPED -> world.failed(file.key());
                case ROW_GONE -> world.rows.merge(file.key(), -1L, Long::sum);
                case ALL_ROWS_GONE -> world.rows.remove(file.key());
                case FORGOTTEN_BY_THE_MANIFEST -> world.booked.remove(file);
                case PAUSED -> {
                    world.neverLoaded(file.key());
                    world.paused.add("order_events");
                }
            }
        }
    }

    @Property
    void booksThatNobodyTouchedBalance(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 500) Integer> files,
            @ForAll @IntRange(min = 1, max = 3) int partitions) {
        Report report = World.of(partitions, files).report();

        assertThat(report.findings()).isEmpty();
        assertThat(report.notes()).isEmpty();
        assertThat(report.freshness()).isEmpty();
        assertThat(report.files()).isEqualTo((long) files.size() * partitions);
    }

    @Property
    void whateverHappensToOneFileIsFoundThereAndMended(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 2, max = 500) Integer> files,
            @ForAll Damage damage,
            @ForAll boolean loadedBefore,
            @ForAll @IntRange(max = 1000) int chance) {
        World world = World.of(2, files);
        BookedFile victim = world.booked.get(chance % world.booked.size());
        boolean ofTheStore = damage.compareTo(Damage.RENAMED_FAR) <= 0;
        if (ofTheStore && !loadedBefore) {
            world.neverLoaded(victim.key());
        }
        damage.doTo(world, victim);

        Report found = world.report();

        assertThat(found.findings()).extracting(Finding::kind).contains(damage.kind);
        assertThat(found.findings()).extracting(Finding::key).containsOnly(victim.key());

        found.findings().stream().map(Finding::repair).distinct().forEach(world::perform);
        Report again = world.report();
        assertThat(again.findings()).isEmpty();
        assertThat(again.freshness()).isEmpty();
        assertThat(again.notes()).hasSize(damage == Damage.ROW_GONE ? 1 : 0);
    }

    @Property
    void aRangeThatIsInNoFileIsFoundWithinItsNeighbours(
            @ForAll @Size(min = 3, max = 12) List<@IntRange(min = 1, max = 500) Integer> files,
            @ForAll @IntRange(max = 1000) int chance) {
        World world = World.of(1, files);
        BookedFile lost = world.booked.get(1 + chance % (files.size() - 2));
        world.booked.remove(lost);
        world.stored.remove(lost.key());
        world.neverLoaded(lost.key());

        List<Finding> found = world.report().findings();

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().kind()).isEqualTo(Kind.GAP);
        assertThat(found.getFirst().repair())
                .isInstanceOfSatisfying(
                        Repair.Rewrite.class, write -> assertThat(write.range()).isEqualTo(lost.range()));
        world.perform(found.getFirst().repair());
        assertThat(world.report().findings()).isEmpty();
    }

    @Property
    void everyDamageOfEveryFileIsFoundAtOnce(
            @ForAll @Size(min = 1, max = 12) List<Damage> damages, @ForAll @IntRange(min = 2, max = 500) int rows) {
        World world = World.of(1, damages.stream().map(any -> rows).toList());
        List<BookedFile> files = List.copyOf(world.booked);
        boolean paused = damages.contains(Damage.PAUSED);
        for (int i = 0; i < files.size(); i++) {
            damages.get(i).doTo(world, files.get(i));
        }

        // While a pipe is paused, that is said once, and not that files wait for it.
        long expected = damages.stream()
                .filter(damage -> !paused || damage != Damage.HELD_BACK)
                .filter(damage -> damage != Damage.PAUSED)
                .count();
        List<Finding> found = world.report().findings();
        assertThat(found).hasSize((int) expected + (paused ? 1 : 0));
    }
}
