package io.freshet.proving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was acknowledged is never lost and what is loaded is loaded once, whichever process is killed while events come in. */
@Order(3)
@ExtendWith(RunningFreshet.Shared.class)
class KilledPartsIT {
    private static final List<String> PARTS =
            List.of("relay", "gateway", "twin", "store", "registry", "processor", "kafka");
    private static final int ROUNDS = Boolean.getBoolean("freshet.long") ? 5 : 1;
    private static final int SOME = 200;

    @Test
    void everyAcknowledgedEventIsARowOnceWhicheverProcessIsKilled(RunningFreshet freshet) throws Exception {
        Acknowledged sender = Acknowledged.sendingTo(freshet.gateway(), "kill");
        try {
            for (int round = 0; round < ROUNDS; round++) {
                for (String part : PARTS) {
                    killAndBringBack(freshet, part, sender);
                }
            }
            moreThan(sender, sender.ids().size());
        } finally {
            sender.stop();
        }
        Set<String> acknowledged = sender.ids();

        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    Set<String> missing = new HashSet<>(acknowledged);
                    missing.removeAll(idsInBronze(freshet));
                    assertThat(missing).isEmpty();
                });
        assertThat(freshet.value("SELECT count(*) - count(DISTINCT concat_ws('/', src->'_meta'->>'topic_id',"
                        + " src->'_meta'->>'partition', src->'_meta'->>'offset')) FROM bronze.clickstream_events"))
                .isEqualTo("0");
    }

    private static void killAndBringBack(RunningFreshet freshet, String part, Acknowledged sender) {
        moreThan(sender, sender.ids().size());
        OptionalLong pid = freshet.pid(part);
        assertThat(pid).as(part).isPresent();
        ProcessHandle.of(pid.getAsLong()).ifPresent(ProcessHandle::destroyForcibly);
        await().atMost(Duration.ofSeconds(10)).until(() -> freshet.pid(part).isEmpty());

        Command up = freshet.up();

        assertThat(up.code()).as(up.output()).isZero();
        assertThat(up.output()).contains("Started again: " + part + ".");
    }

    /** So many events that the part is killed in the midst of them. */
    private static void moreThan(Acknowledged sender, int before) {
        await().atMost(Duration.ofMinutes(1)).until(() -> sender.ids().size() > before + SOME);
    }

    private static Set<String> idsInBronze(RunningFreshet freshet) {
        Command sql = freshet.run(
                "sql",
                "SELECT string_agg(DISTINCT src->'_meta'->>'id', ' ') FROM bronze.clickstream_events",
                "--format",
                "csv");
        return Set.of(sql.output().lines().skip(1).findFirst().orElse("").split(" ", -1));
    }
}
