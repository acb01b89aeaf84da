package io.freshet.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.freshet.gateway.session.SessionTable.Effect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class SessionTableTest {
    private static final String CLIENT = "meter-7";
    private static final long WEEK = 7 * 86_400;

    private final SessionTable table = new SessionTable();

    @Test
    void sessionThatNobodyHadIsNotPresent() {
        Effect.Owned first = (Effect.Owned) table.apply(CLIENT, takeover(1), 1_000);

        assertThat(first.present()).isFalse();
        assertThat(first.state().birth()).isEqualTo(1);
    }

    @Test
    void nextOwnerGetsWhatTheLastOneStored() {
        table.apply(CLIENT, takeover(1), 1_000);
        table.apply(CLIENT, told(1, 5, true, 7, 9), 2_000);

        Effect.Owned next = (Effect.Owned) table.apply(CLIENT, takeover(2), 3_000);

        assertThat(next.present()).isTrue();
        assertThat(next.state().birth()).isEqualTo(1);
        assertThat(next.state().received()).isEqualTo(5);
        assertThat(next.state().unreleased()).containsExactly(7, 9);
    }

    @Test
    void whatAnEarlierOwnerStillWritesIsIgnored() {
        table.apply(CLIENT, takeover(1), 1_000);
        table.apply(CLIENT, takeover(2), 2_000);

        assertThat(table.apply(CLIENT, told(1, 1, true, 4), 3_000)).isInstanceOf(Effect.Stale.class);
        assertThat(table.apply(CLIENT, new SessionRecord.Over(1), 4_000)).isInstanceOf(Effect.Stale.class);
        Effect.Owned next = (Effect.Owned) table.apply(CLIENT, takeover(3), 5_000);
        assertThat(next.present()).isTrue();
        assertThat(next.state().unreleased()).isEmpty();
    }

    @Test
    void cleanTakeoverForgets() {
        table.apply(CLIENT, takeover(1), 1_000);
        table.apply(CLIENT, told(1, 5, true, 7), 2_000);

        Effect.Owned clean = (Effect.Owned) table.apply(CLIENT, new SessionRecord.Takeover(2, true, WEEK), 3_000);

        assertThat(clean.present()).isFalse();
        assertThat(clean.state().unreleased()).isEmpty();
        assertThat(clean.state().birth()).isEqualTo(2);
    }

    @Test
    void transientConnectionEndsWhatWasKept() {
        table.apply(CLIENT, takeover(1), 1_000);

        table.apply(CLIENT, new SessionRecord.Transient(2), 2_000);

        assertThat(table.has(CLIENT)).isFalse();
        assertThat(((Effect.Owned) table.apply(CLIENT, takeover(3), 3_000)).present())
                .isFalse();
    }

    @Test
    void sessionIsOverWhenItsTimeIsUpSinceTheConnectionEnded() {
        table.apply(CLIENT, new SessionRecord.Takeover(1, false, 60), 0);
        table.apply(CLIENT, new SessionRecord.Told(1, 1, 0, 60, false, new int[0]), 100_000);

        assertThat(((Effect.Owned) table.apply(CLIENT, takeover(2), 159_999)).present())
                .isTrue();
        table.apply(CLIENT, new SessionRecord.Told(2, 1, 0, 60, false, new int[0]), 200_000);
        assertThat(((Effect.Owned) table.apply(CLIENT, takeover(3), 260_000)).present())
                .isFalse();
    }

    @Test
    void sessionOfAGatewayThatDiedConnectedIsKeptAsIfItHadJustEnded() {
        table.apply(CLIENT, new SessionRecord.Takeover(1, false, 60), 0);
        long touched = 2 * SessionState.TOUCH.toMillis();

        assertThat(((Effect.Owned) table.apply(CLIENT, takeover(2), touched + 59_999)).present())
                .isTrue();
    }

    @Test
    void sessionsThatAreOverAreNamedWithTheirOwner() {
        table.apply(CLIENT, takeover(1), 0);
        table.apply(CLIENT, new SessionRecord.Told(1, 1, 0, 10, false, new int[0]), 0);
        table.apply("other", new SessionRecord.Takeover(2, false, SessionState.NEVER), 0);
        List<String> over = new ArrayList<>();

        table.over(10_000, (client, owner) -> over.add(client + owner));

        assertThat(over).containsExactly(CLIENT + 1);
    }

    @Test
    void lastWordOfAClientThatCompactionLeftCounts() {
        table.apply(CLIENT, told(1, 3, false, 8), 0);

        assertThat(((Effect.Owned) table.apply(CLIENT, takeover(2), 1_000))
                        .state()
                        .unreleased())
                .containsExactly(8);
    }

    /** Whoever takes over gets the last that the owner before told, whatever others say in between, in every order of words. */
    @Property(tries = 500)
    void onlyTheOwnersWordCounts(@ForAll @Size(max = 40) List<@IntRange(min = 0, max = 11) Integer> words) {
        SessionTable fresh = new SessionTable();
        long owner = 0;
        int[] truth = new int[0];
        for (int word : words) {
            int who = word % 4 + 1;
            if (word < 4) {
                Effect.Owned owned = (Effect.Owned) fresh.apply(CLIENT, takeover(who), 0);
                assertThat(owned.state().unreleased()).containsExactly(truth);
                owner = who;
            } else {
                Effect effect = fresh.apply(CLIENT, told(who, 0, true, word), 0);
                if (owner == 0 || owner == who) {
                    truth = new int[] {word};
                    owner = who;
                    assertThat(effect).isInstanceOf(Effect.Taken.class);
                } else {
                    assertThat(effect).isInstanceOf(Effect.Stale.class);
                }
            }
        }
    }

    @Property(tries = 300)
    void recordsAreReadAsTheyWereWritten(@ForAll long seed) {
        Random random = new Random(seed);
        int[] ids =
                random.ints(random.nextInt(50), 1, 65_536).sorted().distinct().toArray();
        SessionRecord.Told told = new SessionRecord.Told(
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextInt() & SessionState.NEVER,
                random.nextBoolean(),
                ids);
        SessionRecord.Told back = (SessionRecord.Told) SessionCodec.decode(SessionCodec.encode(told));
        SessionRecord.Takeover takeover =
                new SessionRecord.Takeover(random.nextLong(), random.nextBoolean(), SessionState.NEVER);

        assertThat(back).usingRecursiveComparison().isEqualTo(told);
        assertThat(SessionCodec.decode(SessionCodec.encode(takeover))).isEqualTo(takeover);
    }

    @Test
    void bytesOfAnotherFormAreRefused() {
        byte[] whole = SessionCodec.encode(told(1, 1, true));

        assertThatIllegalArgumentException().isThrownBy(() -> SessionCodec.decode(new byte[] {9, 1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SessionCodec.decode(Arrays.copyOf(whole, whole.length - 1)));
    }

    private static SessionRecord takeover(long nonce) {
        return new SessionRecord.Takeover(nonce, false, WEEK);
    }

    private static SessionRecord.Told told(long owner, long received, boolean connected, int... unreleased) {
        return new SessionRecord.Told(owner, 1, received, WEEK, connected, unreleased);
    }
}
