package io.freshet.cli.send;

import java.io.IOException;
import java.util.Objects;

/** The gateway ended an MQTT connection, refused it, or refused a message's topic. */
final class MqttRefusal extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int BAD_LOGIN = 0x86;
    private static final int BAD_TOPIC = 0x90;
    private static final int BAD_VERSION = 0x84;

    private final int code;

    /** @param code reason code of MQTT 5, from 0x80 */
    MqttRefusal(int code, String why) {
        super(why.isEmpty() ? "code 0x%02X".formatted(code) : "%s (code 0x%02X)".formatted(why, code));
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Whether the same may be taken later. */
    boolean isPassing() {
        return code != NOT_AUTHORIZED && code != BAD_LOGIN && code != BAD_TOPIC && code != BAD_VERSION;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
