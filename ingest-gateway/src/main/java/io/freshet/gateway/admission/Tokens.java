package io.freshet.gateway.admission;

/** Verifies tokens of an identity provider. Any thread; never blocks and never asks anyone. */
public interface Tokens {
    /** There is no identity provider. */
    Tokens NONE = compact -> new Verified.Invalid("Tokens are not taken here.");

    Verified verify(String compact);

    /** What a token is worth. */
    sealed interface Verified {
        /** @param claim the value of the claim that maps tokens to keys */
        record Valid(String claim) implements Verified {}

        /** @param why for the sender */
        record Invalid(String why) implements Verified {}

        /** Cannot be told now: the provider's keys are not known. */
        record Unavailable() implements Verified {}
    }
}
