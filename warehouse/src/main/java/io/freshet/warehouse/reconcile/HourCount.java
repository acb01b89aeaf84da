package io.freshet.warehouse.reconcile;

import java.time.Instant;

/**
 * Records of one topic by the hour in which Kafka took them. What is accepted is in Kafka: nothing is acknowledged before.
 *
 * @param inKafka committed records that are to have a row
 * @param relayed those of them that lie in a range of the books
 * @param rejected those that the relay found unreadable and put on the topic of rejected events
 * @param loaded different records among the rows of bronze
 * @param whole whether Kafka still has the whole hour and the relay is past it, so that the figures must agree
 */
public record HourCount(
        String topic, Instant hour, long inKafka, long relayed, long rejected, long loaded, boolean whole) {
    boolean balances() {
        return !whole || (inKafka == relayed && relayed == loaded + rejected);
    }
}
