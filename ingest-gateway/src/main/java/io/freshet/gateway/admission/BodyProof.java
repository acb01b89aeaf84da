package io.freshet.gateway.admission;

/** Decides about a signed request once its body is there. Asked once; any thread. */
public interface BodyProof {

    /**
     * @param body exactly the bytes that were sent, before anything is inflated or decoded
     * @return never again {@link Decision.OnProof}
     */
    Decision decide(byte[] body, int length);
}
