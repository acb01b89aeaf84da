package io.freshet.quarkus.snowflake.key;

import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decrypts an encrypted PKCS#8 key (RFC 5208) of the scheme PBES2 (RFC 8018): PBKDF2 with AES or triple DES in CBC mode. The
 * JDK reads the AES ones by itself but not triple DES, which Snowflake's documentation tells users to make.
 */
final class EncryptedKey {

    private static final String PBES2 = "1.2.840.113549.1.5.13";
    private static final String PBKDF2 = "1.2.840.113549.1.5.12";
    /** What PBKDF2 uses when nothing else is said. */
    private static final String HMAC_SHA1 = "1.2.840.113549.2.7";

    private static final int MOST_ITERATIONS = 10_000_000;

    private static final Map<String, String> PSEUDO_RANDOM_FUNCTIONS = Map.of(
            HMAC_SHA1,
            "PBKDF2WithHmacSHA1",
            "1.2.840.113549.2.8",
            "PBKDF2WithHmacSHA224",
            "1.2.840.113549.2.9",
            "PBKDF2WithHmacSHA256",
            "1.2.840.113549.2.10",
            "PBKDF2WithHmacSHA384",
            "1.2.840.113549.2.11",
            "PBKDF2WithHmacSHA512");

    private static final Map<String, Algorithm> CIPHERS = Map.of(
            "1.2.840.113549.3.7", new Algorithm("DESede", 192),
            "2.16.840.1.101.3.4.1.2", new Algorithm("AES", 128),
            "2.16.840.1.101.3.4.1.22", new Algorithm("AES", 192),
            "2.16.840.1.101.3.4.1.42", new Algorithm("AES", 256));

    private record Algorithm(String name, int bits) {}

    private EncryptedKey() {}

    /**
     * @param encrypted the DER of an EncryptedPrivateKeyInfo
     * @return the DER of the PrivateKeyInfo inside; of a wrong passphrase nothing is known until it is parsed, or this throws
     * @throws UnsupportedOperationException if the key was encrypted by another scheme
     * @throws GeneralSecurityException most often because of a wrong passphrase
     */
    static byte[] decrypt(byte[] encrypted, char[] passphrase) throws GeneralSecurityException {
        Der info = new Der(encrypted).enter(Der.SEQUENCE);
        Der scheme = info.enter(Der.SEQUENCE);
        byte[] content = info.content(Der.OCTET_STRING);
        String schemeId = scheme.objectIdentifier();
        if (!schemeId.equals(PBES2)) {
            throw new UnsupportedOperationException(schemeId);
        }
        Der parameters = scheme.enter(Der.SEQUENCE);
        Der derivation = parameters.enter(Der.SEQUENCE);
        Der encryption = parameters.enter(Der.SEQUENCE);
        String cipherId = encryption.objectIdentifier();
        Algorithm algorithm = CIPHERS.get(cipherId);
        if (algorithm == null) {
            throw new UnsupportedOperationException(cipherId);
        }
        byte[] iv = encryption.content(Der.OCTET_STRING);
        byte[] key = key(derivation, passphrase, algorithm.bits());
        Cipher cipher = Cipher.getInstance(algorithm.name() + "/CBC/PKCS5Padding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, algorithm.name()), new IvParameterSpec(iv));
        return cipher.doFinal(content);
    }

    private static byte[] key(Der function, char[] passphrase, int bits) throws GeneralSecurityException {
        String id = function.objectIdentifier();
        if (!id.equals(PBKDF2)) {
            throw new UnsupportedOperationException(id);
        }
        Der parameters = function.enter(Der.SEQUENCE);
        byte[] salt = parameters.content(Der.OCTET_STRING);
        int iterations = parameters.integer();
        if (iterations < 1 || iterations > MOST_ITERATIONS) {
            throw new IllegalArgumentException("An iteration count out of range");
        }
        if (parameters.nextIs(Der.INTEGER)) {
            parameters.integer();
        }
        String prf =
                parameters.nextIs(Der.SEQUENCE) ? parameters.enter(Der.SEQUENCE).objectIdentifier() : HMAC_SHA1;
        String name = PSEUDO_RANDOM_FUNCTIONS.get(prf);
        if (name == null) {
            throw new UnsupportedOperationException(prf);
        }
        return SecretKeyFactory.getInstance(name)
                .generateSecret(new PBEKeySpec(passphrase, salt, iterations, bits))
                .getEncoded();
    }
}
