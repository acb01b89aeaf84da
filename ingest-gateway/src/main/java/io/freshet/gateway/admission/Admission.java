package io.freshet.gateway.admission;

/** Decides who is let in. Any thread; never blocks. */
public interface Admission {

    Decision admit(Attempt attempt);

    /** The origins of all callers together: all that can be said to a browser that asks before it shows its key. */
    Origins origins();
}
