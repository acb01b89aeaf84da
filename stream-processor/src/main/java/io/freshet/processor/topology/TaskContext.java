package io.freshet.processor.topology;

import io.freshet.processor.declare.Failure;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What an operator may use. Called by the task's stream thread alone. */
public interface TaskContext {

    /** One of {@link JobOperator.Supplier#stores()}. */
    KeyValueStore<Bytes, byte[]> store(String name);

    /** Writes to the job's result topic. */
    void result(Result result);

    /** Writes an event, as it came, to the job's late topic. */
    void late(Message.Event event, Lateness why);

    /** Writes an event that could not be used to the dead letters. */
    void reject(Message.Event event, Failure why);

    /** Runs again and again by the wall clock, given the time in milliseconds since the epoch. */
    void every(Duration interval, LongConsumer work);

    /** The same, but rests while no record comes; runs at least once after the last one, and after {@code init}. */
    void whileBusy(Duration interval, LongConsumer work);

    /** For {@code windows} closed. */
    void closed(int windows);

    /**
     * A result.
     *
     * @param key of its group, and the record's
     * @param identity what makes it this one of its key, the same whenever it is made again: its id is made of it
     * @param time its {@code ce_time}, milliseconds since the epoch
     * @param arrival its {@code received_at}, milliseconds since the epoch
     * @param isFinal whether no other of this key and window follows
     * @param value in the wire format; null deletes the key where the result topic is a table
     * @param cause whose trace goes on in this result, where exactly one event causes it
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Result(
            String key,
            String identity,
            long time,
            long arrival,
            boolean isFinal,
            byte @Nullable [] value,
            @Nullable SourceRecord cause) {}

    /**
     * Why an event came too late. All times in milliseconds since the epoch.
     *
     * @param windowStart of the first window that did not get it
     * @param windowEnd of the last window that did not get it
     * @param missed how many windows did not get it
     * @param counted how many windows got it all the same
     * @param watermark of the task
     * @param byMillis how long ago, on that clock, the last of the missed windows closed
     */
    record Lateness(long windowStart, long windowEnd, int missed, int counted, long watermark, long byMillis) {}
}
