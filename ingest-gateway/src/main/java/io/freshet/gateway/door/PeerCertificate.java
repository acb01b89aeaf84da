package io.freshet.gateway.door;

import io.freshet.gateway.admission.Credentials;
import io.vertx.core.http.HttpConnection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** The client certificate of a connection, once TLS has verified it against the trust store. */
public final class PeerCertificate {
    /** Kinds of subject alternative names, by their number in RFC 5280. */
    private static final Map<Integer, String> KINDS = Map.of(1, "email", 2, "dns", 6, "uri", 7, "ip");

    private PeerCertificate() {}

    static Credentials of(HttpConnection connection) {
        try {
            return of(connection.peerCertificates());
        } catch (SSLPeerUnverifiedException e) {
            return Credentials.NONE;
        }
    }

    /** @param chain that TLS has verified, the peer's own first; may be empty */
    public static Credentials of(List<Certificate> chain) {
        try {
            return !chain.isEmpty() && chain.getFirst() instanceof X509Certificate certificate
                    ? read(certificate)
                    : Credentials.NONE;
        } catch (CertificateEncodingException | CertificateParsingException e) {
            return new Credentials.Unreadable("The client certificate cannot be read.");
        }
    }

    /** The common name of its subject; null where it has none. */
    public static @Nullable String commonName(X509Certificate certificate) {
        try {
            for (Rdn each : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (each.getType().equalsIgnoreCase("CN") && each.getValue() instanceof String name) {
                    return name;
                }
            }
            return null;
        } catch (InvalidNameException e) {
            return null;
        }
    }

    static Credentials read(X509Certificate certificate)
            throws CertificateEncodingException, CertificateParsingException {
        List<String> names = new ArrayList<>();
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (List<?> each : alternatives) {
                String kind = KINDS.get(each.get(0));
                if (kind != null) {
                    names.add(kind + ":" + each.get(1));
                }
            }
        }
        return new Credentials.Certificate(
                HexFormat.of().formatHex(sha256(certificate.getEncoded())),
                certificate.getSubjectX500Principal().getName(),
                names);
    }

    private static byte[] sha256(byte[] der) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(der);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
