package io.freshet.local.twin.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DisturbedAnnouncementsTest {
    private static final List<StoredFile> FILES = IntStream.range(0, 50)
            .mapToObj(n ->
                    new StoredFile(new ObjectKey("key-" + n, "topic", "topic"), 1, "etag", java.time.Instant.EPOCH))
            .toList();

    private static List<StoredFile> heard(long seed) {
        DisturbedAnnouncements announcements = new DisturbedAnnouncements(seed);
        List<StoredFile> heard = new ArrayList<>(announcements.hear(FILES));
        for (int round = 0; round < 10; round++) {
            heard.addAll(announcements.hear(List.of()));
        }
        return heard;
    }

    @Test
    void everyFileIsHeardOfSomeSeveralTimesAndNotInOrder() {
        List<StoredFile> heard = heard(1);

        assertThat(heard).containsAll(FILES).hasSizeGreaterThan(FILES.size());
        assertThat(new ArrayList<>(new LinkedHashSet<>(heard))).isNotEqualTo(FILES);
    }

    @Test
    void someAreHeardOfLate() {
        assertThat(new DisturbedAnnouncements(1).hear(FILES)).hasSizeLessThan(FILES.size());
    }

    @Test
    void whatIsListedAgainWhileItIsPendingIsNotAnnouncedAnew() {
        DisturbedAnnouncements announcements = new DisturbedAnnouncements(1);
        List<StoredFile> one = FILES.subList(0, 1);
        List<StoredFile> heard = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            heard.addAll(announcements.hear(heard.isEmpty() ? one : List.of()));
        }
        assertThat(heard.size()).isLessThanOrEqualTo(3);
    }

    @Test
    void theSameSeedDisturbsInTheSameWay() {
        assertThat(heard(3)).isEqualTo(heard(3));
    }
}
