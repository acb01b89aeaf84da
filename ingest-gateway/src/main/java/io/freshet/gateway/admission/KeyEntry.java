package io.freshet.gateway.admission;

import java.util.List;

/**
 * One key of a key file: who it is, by what it is known, how much it may send.
 *
 * @param hashes of its write keys; several while one replaces another
 * @param secrets with which it signs; several while one replaces another
 * @param certificates fingerprints ({@code sha256:…}), subjects ({@code subject:…}) and names ({@code dns:…}, {@code uri:…}) of its client
 *     certificates
 * @param tokens values of the claim that maps tokens of the identity provider to keys
 * @param limits of all that it sends
 * @param addressLimits of each address that uses it
 */
public record KeyEntry(
        Caller caller,
        List<KeyHash> hashes,
        List<SigningSecret> secrets,
        List<String> certificates,
        List<String> tokens,
        QuotaLimits limits,
        QuotaLimits addressLimits) {}
