package io.freshet.quarkus.snowflake.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads RSA private keys for Snowflake's key pair authentication: PKCS#8 in PEM, in clear or encrypted, or the base64 text alone. Everything
 * else is refused with what to do about it. Uses nothing but the JDK, so that native programs need no other security provider.
 */
public final class PrivateKeys {

    private static final long LARGEST_FILE = 64 * 1024;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final String CONVERT =
            "Convert it with: openssl pkcs8 -topk8 -v2 aes-256-cbc -in old-key.pem -out rsa_key.p8 (add -nocrypt for a key without a passphrase).";

    private PrivateKeys() {}

    /**
     * @param source how the key is named in messages
     * @throws BadKeyException with cause and remedy
     */
    public static PrivateKey fromFile(Path file, Optional<String> passphrase, String source) throws BadKeyException {
        String named = source + " (" + file.toAbsolutePath() + ")";
        try {
            if (Files.isDirectory(file)) {
                throw new BadKeyException(named + " is a directory. Give the path of the key file itself.");
            }
            if (Files.size(file) > LARGEST_FILE) {
                throw new BadKeyException(named + " is larger than 64 KiB and so not a private key. Check the path.");
            }
            return fromText(Files.readString(file, StandardCharsets.ISO_8859_1), passphrase, named);
        } catch (IOException e) {
            throw new BadKeyException(named + unreadable(e));
        }
    }

    /** Why a file cannot be read, and what to do. */
    static String unreadable(IOException why) {
        return switch (why) {
            case NoSuchFileException missing ->
                " does not exist. Check the path and, in a container, that the secret is mounted there.";
            case AccessDeniedException denied ->
                " may not be read by the user " + System.getProperty("user.name")
                        + ". Change the file's owner or mode (such as chown, chmod 400).";
            default -> " cannot be read: " + why.getClass().getSimpleName() + ". Check the file system it is on.";
        };
    }

    /**
     * @param text PEM or base64
     * @param source how the key is named in messages
     * @throws BadKeyException with cause and remedy
     */
    public static PrivateKey fromText(String text, Optional<String> passphrase, String source) throws BadKeyException {
        Matcher pem = PEM.matcher(text);
        if (!pem.find()) {
            if (text.contains("-----")) {
                throw new BadKeyException(source
                        + " is cut off or not PEM: a -----BEGIN … ----- line and its -----END … ----- line are needed. Copy the whole file; in a"
                        + " properties file write line ends as \\n.");
            }
            byte[] der = base64(text, source);
            return new Der(der).nextIs(Der.SEQUENCE) && isEncrypted(der)
                    ? decrypted(der, passphrase, source)
                    : rsa(der, source);
        }
        byte[] der = base64(pem.group(2), source);
        return switch (pem.group(1)) {
            case "PRIVATE KEY" -> rsa(der, source);
            case "ENCRYPTED PRIVATE KEY" -> decrypted(der, passphrase, source);
            case "RSA PRIVATE KEY" ->
                throw new BadKeyException(
                        source + " is in the old PKCS#1 form (BEGIN RSA PRIVATE KEY); PKCS#8 is needed. " + CONVERT);
            case "OPENSSH PRIVATE KEY" ->
                throw new BadKeyException(
                        source
                                + " is an OpenSSH key; PKCS#8 is needed. Convert a copy with: ssh-keygen -p -m PKCS8 -f copy-of-key.");
            case "PUBLIC KEY", "RSA PUBLIC KEY" ->
                throw new BadKeyException(
                        source
                                + " is the public key; the private one is needed (rsa_key.p8, where the public one is rsa_key.pub).");
            case "CERTIFICATE" ->
                throw new BadKeyException(source + " is a certificate; the RSA private key in PKCS#8 is needed.");
            default ->
                throw new BadKeyException(
                        source + " is PEM of another kind; an RSA private key in PKCS#8 (BEGIN PRIVATE KEY) is needed. "
                                + CONVERT);
        };
    }

    /** The fingerprint of the public half, as {@code DESC USER} shows it in {@code RSA_PUBLIC_KEY_FP}; no secret. */
    public static String fingerprint(PrivateKey key) {
        if (!(key instanceof RSAPrivateCrtKey rsa)) {
            return "unknown";
        }
        try {
            byte[] publicKey = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()))
                    .getEncoded();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKey);
            return "SHA256:" + Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            return "unknown";
        }
    }

    /** EncryptedPrivateKeyInfo begins with the algorithm, PrivateKeyInfo and PKCS#1 with a version number. */
    private static boolean isEncrypted(byte[] der) {
        try {
            return new Der(der).enter(Der.SEQUENCE).nextIs(Der.SEQUENCE);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static PrivateKey decrypted(byte[] der, Optional<String> passphrase, String source) throws BadKeyException {
        if (passphrase.isEmpty()) {
            throw new BadKeyException(source
                    + " is encrypted and there is no passphrase. Set quarkus.snowflake.private-key-passphrase (of a named datasource:"
                    + " quarkus.snowflake.\"name\".private-key-passphrase).");
        }
        try {
            return rsa(EncryptedKey.decrypt(der, passphrase.get().toCharArray()), source);
        } catch (UnsupportedOperationException e) {
            throw new BadKeyException(
                    source + " is encrypted in a way that is not supported (" + e.getMessage() + "). " + CONVERT);
        } catch (GeneralSecurityException | IllegalArgumentException | BadKeyException e) {
            throw new BadKeyException(
                    source
                            + " cannot be decrypted: the passphrase is wrong, or the file is damaged. Try both with: openssl pkey -in rsa_key.p8 -noout.");
        }
    }

    private static PrivateKey rsa(byte[] der, String source) throws BadKeyException {
        try {
            PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
            if (!(key instanceof RSAPrivateCrtKey rsa)) {
                throw new BadKeyException(source + " lacks the key's primes. " + CONVERT);
            }
            if (rsa.getModulus().bitLength() < 2048) {
                throw new BadKeyException(
                        source + " has " + rsa.getModulus().bitLength()
                                + " bits; Snowflake demands 2048 or more. Make a new one with: openssl genrsa 2048 | openssl pkcs8 -topk8 -out rsa_key.p8.");
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new BadKeyException(
                    source + " is not an RSA private key in PKCS#8; it may be PKCS#1, another kind of key, or damaged. "
                            + CONVERT);
        }
    }

    private static byte[] base64(String text, String source) throws BadKeyException {
        try {
            return Base64.getMimeDecoder().decode(text.replace("\\n", "").strip());
        } catch (IllegalArgumentException e) {
            throw new BadKeyException(source + " is damaged: it is not base64. Copy the whole file again.");
        }
    }
}
