package io.dealledger.api.connector.hubspot;

import io.dealledger.api.connector.SignatureCheck;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * HubSpot's signatures. Version 3 is the one of webhooks; 1 and 2 do not stop a message from being sent again by somebody
 * else, and are taken only where the settings ask for them, as for a workflow's webhook.
 *
 * @param url as HubSpot calls it and as it is set up there, never as a proxy shows it to us
 */
record HubSpotSignature(Version version, String secret, String method, String url,
        Duration tolerance) implements SignatureCheck {
    enum Version {
        V1, V2, V3
    }

    private static final String V3_HEADER = "X-HubSpot-Signature-v3";
    private static final String OLD_HEADER = "X-HubSpot-Signature";
    private static final String TIMESTAMP = "X-HubSpot-Request-Timestamp";
    private static final Map<String, String> DECODED = Map.ofEntries(Map.entry("%3A", ":"), Map.entry("%2F", "/"),
            Map.entry("%3F", "?"), Map.entry("%40", "@"), Map.entry("%21", "!"), Map.entry("%24", "$"),
            Map.entry("%27", "'"), Map.entry("%28", "("), Map.entry("%29", ")"), Map.entry("%2A", "*"),
            Map.entry("%2C", ","), Map.entry("%3B", ";"));

    @Override
    public @Nullable String refusal(byte[] body, Function<String, @Nullable String> headers, Instant now) {
        String header = version == Version.V3 ? V3_HEADER : OLD_HEADER;
        String given = headers.apply(header);
        if (given == null) {
            return "header " + header + " is absent";
        }
        String sent = version == Version.V3 ? headers.apply(TIMESTAMP) : "";
        if (sent == null || (version == Version.V3 && !isRecent(sent, now))) {
            return "header " + TIMESTAMP + " is not a time within " + tolerance.toSeconds() + " seconds of ours";
        }
        return MessageDigest.isEqual(sign(body, sent).getBytes(StandardCharsets.UTF_8),
                given.getBytes(StandardCharsets.UTF_8))
                        ? null
                        : "header " + header + " does not hold the signature of these bytes";
    }

    /** @param sent the timestamp as it came; of version 3 only */
    String sign(byte[] body, String sent) {
        return switch (version) {
            case V1 -> HexFormat.of().formatHex(sha256(List.of(utf8(secret), body)));
            case V2 -> HexFormat.of().formatHex(sha256(List.of(utf8(secret), utf8(method), utf8(url), body)));
            case V3 -> Base64.getEncoder().encodeToString(hmac(List.of(utf8(method), utf8(decoded(url)), body,
                    utf8(sent))));
        };
    }

    private boolean isRecent(String sent, Instant now) {
        return sent.matches("\\d{13}") && Duration.between(Instant.ofEpochMilli(Long.parseLong(sent)), now).abs()
                .compareTo(tolerance) <= 0;
    }

    /** The vendor decodes these codes before it signs, and no others. */
    private static String decoded(String url) {
        var text = new StringBuilder();
        for (int i = 0; i < url.length(); i++) {
            String code = i + 3 <= url.length() ? url.substring(i, i + 3).toUpperCase(Locale.ROOT) : "";
            String plain = DECODED.get(code);
            text.append(plain == null ? url.charAt(i) : plain);
            i += plain == null ? 0 : 2;
        }
        return text.toString();
    }

    private static byte[] sha256(List<byte[]> parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            parts.forEach(digest::update);
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private byte[] hmac(List<byte[]> parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(utf8(secret), "HmacSHA256"));
            parts.forEach(mac::update);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
