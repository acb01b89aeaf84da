package io.freshet.cli.send;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Publishes with QoS 1 over one connection, which is made anew after a fault. One thread. */
final class MqttGateway implements Gateway {
    private final String host;
    private final int port;
    private final Function<Row, String> topic;
    private final @Nullable String key;
    private @Nullable MqttConnection connection;

    /** @param key null for none */
    MqttGateway(String host, int port, Function<Row, String> topic, @Nullable String key) {
        this.host = host;
        this.port = port;
        this.topic = topic;
        this.key = key;
    }

    @Override
    public Answer post(List<Row> rows) {
        try {
            MqttConnection open = connection;
            if (open == null) {
                open = MqttConnection.open(host, port, key);
                connection = open;
            }
            return new Answer.Outcomes(open.publish(rows, topic), null);
        } catch (MqttRefusal e) {
            close();
            return e.isPassing()
                    ? new Answer.Unknown(e.getMessage(), null)
                    : new Answer.Refused(e.code(), e.getMessage());
        } catch (IOException e) {
            close();
            return new Answer.Unknown("no answer by MQTT from %s:%d (%s)".formatted(host, port, e.getMessage()), null);
        }
    }

    @Override
    public void close() {
        MqttConnection open = connection;
        if (open != null) {
            connection = null;
            open.close();
        }
    }
}
