package io.freshet.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DurabilityTest {
    @Test
    void threeReplicasOfWhichTwoMustHaveTheRecordAreDurable() {
        assertThat(Durability.problems(new Durability.Topic("shop", 3, 2, false)))
                .isEmpty();
    }

    @Test
    void fewerReplicasAreNot() {
        assertThat(Durability.problems(new Durability.Topic("shop", 2, 2, false)))
                .singleElement()
                .asString()
                .contains("replication factor is 2", "at least 3");
    }

    @Test
    void anAcknowledgementOfOneReplicaIsNot() {
        assertThat(Durability.problems(new Durability.Topic("shop", 3, 1, false)))
                .singleElement()
                .asString()
                .contains("min.insync.replicas is 1", "at least 2");
    }

    @Test
    void aLeaderThatMissesRecordsIsNot() {
        assertThat(Durability.problems(new Durability.Topic("shop", 3, 2, true)))
                .singleElement()
                .asString()
                .contains("unclean.leader.election.enable is true", "set it to false");
    }

    @Test
    void everyProblemIsToldAtOnce() {
        assertThat(Durability.problems(new Durability.Topic("shop", 1, 1, true)))
                .hasSize(3);
    }
}
