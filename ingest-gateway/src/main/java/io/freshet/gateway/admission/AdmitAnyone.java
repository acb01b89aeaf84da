package io.freshet.gateway.admission;

import io.freshet.model.Reason;

/** For development: everyone is the anonymous caller, but for web pages of origins that are not allowed. */
public final class AdmitAnyone implements Admission {
    private final Caller caller;
    private final Decision admitted;

    public AdmitAnyone(Caller caller) {
        this.caller = caller;
        this.admitted = new Decision.Admitted(caller, Ticket.FREE);
    }

    @Override
    public Decision admit(Attempt attempt) {
        String origin = attempt.origin();
        return origin == null || caller.origins().allows(origin)
                ? admitted
                : Decision.Denied.of(Reason.ORIGIN_NOT_ALLOWED, "Pages of this origin may not send here.");
    }

    @Override
    public boolean knows(Credentials credentials) {
        return true;
    }

    @Override
    public Origins origins(Credentials credentials) {
        return caller.origins();
    }

    @Override
    public boolean asksForKeys() {
        return false;
    }
}
