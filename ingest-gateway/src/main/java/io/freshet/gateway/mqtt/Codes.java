package io.freshet.gateway.mqtt;

/** Reason codes of MQTT 5 (2.4), and the return codes of 3.1.1 (3.2.2.3) that come nearest. */
final class Codes {
    static final int SUCCESS = 0x00;
    static final int WITH_WILL = 0x04;
    static final int NO_SUBSCRIPTION = 0x11;
    static final int MALFORMED = 0x81;
    static final int PROTOCOL_ERROR = 0x82;
    static final int BAD_VERSION = 0x84;
    static final int BAD_CLIENT_ID = 0x85;
    static final int BAD_LOGIN = 0x86;
    static final int NOT_AUTHORIZED = 0x87;
    static final int UNAVAILABLE = 0x88;
    static final int BAD_AUTHENTICATION = 0x8C;
    static final int SHUTTING_DOWN = 0x8B;
    static final int KEEP_ALIVE = 0x8D;
    static final int TAKEN_OVER = 0x8E;
    static final int BAD_TOPIC = 0x90;
    static final int UNKNOWN_PACKET_ID = 0x92;
    static final int RECEIVE_MAXIMUM = 0x93;
    static final int TOPIC_ALIAS = 0x94;
    static final int TOO_LARGE = 0x95;
    static final int QUOTA = 0x97;
    static final int BAD_PAYLOAD = 0x99;

    private static final int OLD_BAD_VERSION = 1;
    private static final int OLD_BAD_CLIENT_ID = 2;
    private static final int OLD_UNAVAILABLE = 3;
    private static final int OLD_BAD_LOGIN = 4;
    private static final int OLD_NOT_AUTHORIZED = 5;

    private Codes() {}

    /** What a CONNACK of 3.1.1 says for it. */
    static int old(int code) {
        return switch (code) {
            case SUCCESS -> SUCCESS;
            case BAD_VERSION -> OLD_BAD_VERSION;
            case BAD_CLIENT_ID -> OLD_BAD_CLIENT_ID;
            case BAD_LOGIN, BAD_AUTHENTICATION -> OLD_BAD_LOGIN;
            case NOT_AUTHORIZED, BAD_TOPIC -> OLD_NOT_AUTHORIZED;
            default -> OLD_UNAVAILABLE;
        };
    }
}
