package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.gateway.RawMqtt.Packet;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Devices that do what the standard asks of them: each has a session, numbers its messages, keeps some of them under way, and after each
 * connection sends again what was not acknowledged, in order, and as copies. Their gateway may be another one each time.
 */
final class MqttLoad implements AutoCloseable {
    private static final int WINDOW = 20;
    private static final int IDS = 60_000;

    private final String type;
    private final String name;
    private final int qos;
    private final IntSupplier port;
    private final ExecutorService devices;
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicLong answers = new AtomicLong();
    private volatile boolean going = true;

    MqttLoad(String type, String name, int qos, int devices, IntSupplier port) {
        this.type = type;
        this.name = name;
        this.qos = qos;
        this.port = port;
        this.devices = Executors.newFixedThreadPool(devices);
        IntStream.range(0, devices).mapToObj(i -> new Device(name + "-" + i)).forEach(this.devices::execute);
    }

    /** What may not happen to such a device, and did. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    long answers() {
        return answers.get();
    }

    int acknowledged() {
        return acknowledged.size();
    }

    @Override
    public void close() {
        finish();
    }

    /** Sends no more, and waits until all is acknowledged. */
    void finish() {
        going = false;
        devices.shutdown();
        try {
            if (!devices.awaitTermination(120, TimeUnit.SECONDS)) {
                devices.shutdownNow();
                throw new AssertionError("A device is not answered: " + complaints);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Acknowledged messages that are not in the topic. */
    List<String> missing(List<ConsumerRecord<byte[], byte[]>> stored) {
        Map<String, Integer> copies = copies(stored);
        return acknowledged.keySet().stream()
                .filter(id -> !copies.containsKey(id))
                .toList();
    }

    /** Messages that are there more than once, by how often. */
    Map<String, Integer> repeated(List<ConsumerRecord<byte[], byte[]>> stored) {
        Map<String, Integer> copies = copies(stored);
        copies.values().removeIf(n -> n == 1);
        return copies;
    }

    /** The copies of each of this load's messages. */
    private Map<String, Integer> copies(List<ConsumerRecord<byte[], byte[]>> stored) {
        Map<String, Integer> copies = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : stored) {
            String key = new String(record.key(), UTF_8);
            if (key.startsWith(name + "-")) {
                copies.merge(key, 1, Integer::sum);
            }
        }
        return copies;
    }

    private final class Device implements Runnable {
        private final String client;
        private final Map<Integer, Long> sent = new LinkedHashMap<>();
        private final TreeSet<Integer> released = new TreeSet<>();
        private long next;
        private boolean hadSession;

        Device(String client) {
            this.client = client;
        }

        @Override
        public void run() {
            while ((going || !sent.isEmpty() || !released.isEmpty())
                    && !Thread.currentThread().isInterrupted()) {
                try (RawMqtt mqtt = new RawMqtt(port.getAsInt())) {
                    converse(mqtt);
                } catch (UncheckedIOException e) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                } catch (RuntimeException | AssertionError e) {
                    complaints.add(client + ": " + e);
                }
            }
        }

        private void converse(RawMqtt mqtt) {
            mqtt.connect5(client, false, RawMqtt.AN_HOUR, 60, null, null, null);
            Packet connack = mqtt.read();
            if (connack.connectCode() != 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                return;
            }
            if (hadSession && !connack.sessionPresent()) {
                complaints.add(client + " lost its session");
            }
            hadSession = true;
            // Keys are ids, so that each message is told from every other; those under way are few.
            for (Map.Entry<Integer, Long> each : new ArrayList<>(sent.entrySet())) {
                publish(mqtt, each.getKey(), each.getValue(), true);
            }
            released.forEach(mqtt::release);
            while (going || !sent.isEmpty() || !released.isEmpty()) {
                while (going && sent.size() + released.size() < WINDOW) {
                    int id = (int) (next % IDS) + 1;
                    sent.put(id, next);
                    publish(mqtt, id, next, false);
                    next++;
                }
                heard(mqtt, mqtt.read());
            }
            mqtt.disconnect();
        }

        private void publish(RawMqtt mqtt, int id, long n, boolean again) {
            String payload = "{\"user\":\"%s\",\"n\":%d}".formatted(key(n), n);
            mqtt.publish(qos, id, again, "events/" + type, payload.getBytes(UTF_8));
        }

        private String key(long n) {
            return client + "/" + n;
        }

        private void heard(RawMqtt mqtt, Packet packet) {
            switch (packet.type()) {
                case RawMqtt.PUBACK -> stored(packet);
                case RawMqtt.PUBREC -> {
                    stored(packet);
                    released.add(packet.packetId());
                    mqtt.release(packet.packetId());
                }
                case RawMqtt.PUBCOMP -> released.remove(packet.packetId());
                case RawMqtt.DISCONNECT -> {
                    if (packet.first() != 0x8B) {
                        complaints.add("%s was disconnected: %02x".formatted(client, packet.first()));
                    }
                    throw new UncheckedIOException(new java.io.EOFException());
                }
                default -> complaints.add(client + " got a packet of type " + packet.type());
            }
        }

        private void stored(Packet packet) {
            if (packet.code() != 0) {
                complaints.add("%s was told %02x".formatted(client, packet.code()));
            }
            Long n = sent.remove(packet.packetId());
            if (n != null) {
                acknowledged.put(key(n), n);
                answers.incrementAndGet();
            } else if (!released.contains(packet.packetId())) {
                complaints.add(client + " was told twice of " + packet.packetId());
            }
        }
    }
}
