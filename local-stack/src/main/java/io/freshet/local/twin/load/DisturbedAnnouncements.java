package io.freshet.local.twin.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * As the notifications of a cloud's queue come: up to three times each, up to five listings late, in any order; of some files it never tells. For
 * tests. One thread.
 */
public final class DisturbedAnnouncements implements Announcements {
    private static final int MOST_TIMES = 3;
    private static final int LATEST = 5;

    private final Random chance;
    private final long seed;
    private final int lost;
    private List<Announcement> pending = new ArrayList<>();
    private long round;

    private record Announcement(StoredFile file, long due) {}

    /** @param seed the same files in the same listings are heard of in the same way */
    public DisturbedAnnouncements(long seed) {
        this(seed, 0);
    }

    /** @param lost so many of a hundred files are never told of, always the same */
    public DisturbedAnnouncements(long seed, int lost) {
        this.chance = new Random(seed);
        this.seed = seed;
        this.lost = lost;
    }

    @Override
    public boolean simulated() {
        return true;
    }

    private boolean isLost(StoredFile file) {
        return lost > 0 && new Random(seed * 31 + file.key().key().hashCode()).nextInt(100) < lost;
    }

    @Override
    public List<StoredFile> hear(List<StoredFile> listed) {
        round++;
        Set<String> known = new HashSet<>();
        pending.forEach(announcement -> known.add(announcement.file().key().key()));
        for (StoredFile file : listed) {
            if (!known.contains(file.key().key()) && !isLost(file)) {
                announce(file);
            }
        }
        List<Announcement> later = new ArrayList<>();
        List<StoredFile> now = new ArrayList<>();
        for (Announcement announcement : pending) {
            if (announcement.due() <= round) {
                now.add(announcement.file());
            } else {
                later.add(announcement);
            }
        }
        pending = later;
        Collections.shuffle(now, chance);
        return now;
    }

    private void announce(StoredFile file) {
        int times = 1 + chance.nextInt(MOST_TIMES);
        for (int time = 0; time < times; time++) {
            pending.add(new Announcement(file, round + chance.nextInt(LATEST + 1)));
        }
    }
}
