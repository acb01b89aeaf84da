package io.freshet.gateway.admission;

/** Decides who is let in. Any thread; never blocks. */
public interface Admission {

    Decision admit(Attempt attempt);

    /** Whether what was shown still belongs to somebody; nothing is charged for the question. */
    boolean knows(Credentials credentials);

    /**
     * From which pages whoever shows this may send. A browser that asks before it shows its key gets the origins of all keys together:
     * that is all that can be said then, and the request itself is held against the key's own.
     */
    Origins origins(Credentials credentials);

    /** Whether nobody is let in without a key. */
    boolean asksForKeys();
}
