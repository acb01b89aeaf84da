package io.freshet.gateway.admission.keyfile;

import io.freshet.gateway.admission.AllowList;
import io.freshet.gateway.admission.Caller;
import io.freshet.gateway.admission.KeyEntry;
import io.freshet.gateway.admission.KeyHash;
import io.freshet.gateway.admission.Origins;
import io.freshet.gateway.admission.QuotaLimits;
import io.freshet.gateway.admission.Scope;
import io.freshet.gateway.admission.SigningSecret;
import io.freshet.gateway.admission.TopicPermits;
import io.freshet.gateway.declare.DeclarationException;
import io.freshet.gateway.declare.Section;
import io.freshet.gateway.privacy.AddressPolicy;
import io.freshet.gateway.privacy.Handling;
import io.freshet.gateway.privacy.Privacy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one key. */
final class EntryReader {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern TYPE = Pattern.compile("[a-z0-9.*-]{1,200}");
    private static final Pattern CERTIFICATE =
            Pattern.compile("sha256:[0-9a-f]{64}|subject:.{3,500}|(dns|uri|email|ip):[^\\s]{1,500}");
    private static final Pattern POINTER = Pattern.compile("(/[^/]{1,200}){1,10}");

    private final Section key;

    EntryReader(Section key) {
        this.key = key;
    }

    KeyEntry read() throws DeclarationException {
        Caller caller = new Caller(name(), types(), scopes(), origins(), privacy(), topics());
        Section limits = key.child("limits");
        KeyEntry entry = new KeyEntry(
                caller,
                hashes(),
                secrets(),
                matching("certificate", CERTIFICATE, "should be sha256:…, subject:…, dns:…, uri:…, email:… or ip:…"),
                key.texts("token"),
                limits == null ? QuotaLimits.UNLIMITED : LimitsReader.read(limits, true),
                limits == null ? QuotaLimits.UNLIMITED : LimitsReader.ofAddress(limits));
        if (limits != null) {
            limits.refuseOthers();
        }
        key.refuseOthers();
        if (entry.hashes().isEmpty()
                && entry.secrets().isEmpty()
                && entry.certificates().isEmpty()
                && entry.tokens().isEmpty()) {
            throw key.wrong("", "has nothing that it is known by: sha256, hmac, certificate or token");
        }
        return entry;
    }

    private String name() throws DeclarationException {
        String name = key.text("name");
        if (name == null || !NAME.matcher(name).matches() || name.equals(Caller.ANONYMOUS)) {
            throw key.wrong("name", "should be 1 to 63 of a-z, 0-9, '.', '_' and '-', and not 'anonymous'");
        }
        return name;
    }

    private AllowList types() throws DeclarationException {
        List<String> types = matching("types", TYPE, "should be names of event types, '*' for any characters");
        if (types.isEmpty()) {
            throw key.wrong("types", "is missing; '*' allows every type");
        }
        return AllowList.of(types);
    }

    private Set<Scope> scopes() throws DeclarationException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String each : key.texts("scopes")) {
            scopes.add(choice("scopes", each, Scope.class));
        }
        return scopes.isEmpty() ? EnumSet.of(Scope.WRITE) : scopes;
    }

    private Origins origins() throws DeclarationException {
        try {
            return Origins.of(key.texts("origins"));
        } catch (IllegalArgumentException e) {
            throw key.wrong("origins", String.valueOf(e.getMessage()));
        }
    }

    private List<KeyHash> hashes() throws DeclarationException {
        List<KeyHash> hashes = new ArrayList<>();
        for (String each : key.texts("sha256")) {
            try {
                hashes.add(KeyHash.parse(each));
            } catch (IllegalArgumentException e) {
                throw key.wrong("sha256", e.getMessage() + ": the SHA-256 of the key, not the key itself");
            }
        }
        return hashes;
    }

    private List<SigningSecret> secrets() throws DeclarationException {
        List<SigningSecret> secrets = new ArrayList<>();
        for (String each : key.texts("hmac")) {
            try {
                secrets.add(new SigningSecret(Base64.getDecoder().decode(each)));
            } catch (IllegalArgumentException e) {
                throw key.wrong("hmac", "should be at least %d bytes in base64".formatted(SigningSecret.LEAST_BYTES));
            }
        }
        return secrets;
    }

    private Privacy privacy() throws DeclarationException {
        Section privacy = key.child("privacy");
        if (privacy == null) {
            return Privacy.DEFAULT;
        }
        Privacy read = new Privacy(
                choice(privacy, "address", AddressPolicy.class, Privacy.DEFAULT.address()),
                choice(privacy, "gpc", Handling.class, Privacy.DEFAULT.onGpc()),
                choice(privacy, "dnt", Handling.class, Privacy.DEFAULT.onDnt()),
                choice(privacy, "refusal", Handling.class, Privacy.DEFAULT.onRefusal()),
                pointers(privacy, "consent"),
                pointers(privacy, "identifiers"));
        privacy.refuseOthers();
        return read;
    }

    private TopicPermits topics() throws DeclarationException {
        Section mqtt = key.child("mqtt");
        if (mqtt == null) {
            return TopicPermits.ALL;
        }
        List<String> filters = mqtt.texts("topics");
        if (filters.isEmpty()) {
            throw mqtt.wrong("topics", "is missing; without 'mqtt' a key may publish to every topic of its types");
        }
        mqtt.refuseOthers();
        try {
            return TopicPermits.of(filters);
        } catch (IllegalArgumentException e) {
            throw mqtt.wrong("topics", String.valueOf(e.getMessage()));
        }
    }

    private static List<String> pointers(Section section, String field) throws DeclarationException {
        return matching(section, field, POINTER, "should be JSON pointers such as /context/ip");
    }

    private List<String> matching(String field, Pattern pattern, String otherwise) throws DeclarationException {
        return matching(key, field, pattern, otherwise);
    }

    private static List<String> matching(Section section, String field, Pattern pattern, String otherwise)
            throws DeclarationException {
        List<String> texts = section.texts(field);
        if (!texts.stream().allMatch(t -> pattern.matcher(t).matches())) {
            throw section.wrong(field, otherwise);
        }
        return texts;
    }

    private static <E extends Enum<E>> E choice(Section section, String field, Class<E> of, E otherwise)
            throws DeclarationException {
        String text = section.text(field);
        return text == null ? otherwise : choice(section, field, text, of);
    }

    private <E extends Enum<E>> E choice(String field, String text, Class<E> of) throws DeclarationException {
        return choice(key, field, text, of);
    }

    private static <E extends Enum<E>> E choice(Section section, String field, String text, Class<E> of)
            throws DeclarationException {
        for (E each : of.getEnumConstants()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
                return each;
            }
        }
        List<String> known = Arrays.stream(of.getEnumConstants())
                .map(e -> e.name().toLowerCase(Locale.ROOT))
                .toList();
        throw section.wrong(field, "should be one of " + String.join(", ", known));
    }
}
