package io.freshet.relay.store;

import io.freshet.relay.store.ObjectStore.StoreUnavailableException;

/** What a store's refusal means, in words that help whoever has to mend it. */
final class StoreFailure {
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    static final int PRECONDITION_FAILED = 412;

    private static final int UNAUTHORIZED = 401;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY = 429;

    private StoreFailure() {}

    /**
     * The status decides; none means that the object is or isn't there.
     *
     * @param status 0 when there was no answer
     * @param code the store's own word for it; may be empty
     */
    static StoreUnavailableException of(String what, String store, int status, String code, Throwable cause) {
        String why = switch (status) {
            case 0 -> "no answer: " + cause.getMessage();
            case UNAUTHORIZED, FORBIDDEN ->
                "denied (" + status + "): check the credentials, the clock, and that they may"
                        + " list, read and write";
            case NOT_FOUND -> "the bucket does not exist (404)";
            case CONFLICT -> "another write to the same key is under way (409)";
            case TOO_MANY -> "too many requests (429)";
            default -> "status " + status;
        };
        String named = code.isEmpty() ? why : why + " " + code;
        return new StoreUnavailableException(what + " at " + store + ": " + named, passing(status), cause);
    }

    private static boolean passing(int status) {
        return status != UNAUTHORIZED && status != FORBIDDEN && status != NOT_FOUND && status != BAD_REQUEST;
    }
}
