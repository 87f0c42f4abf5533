package io.dealledger.api.connector;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks a keyed hash over the raw bytes of a message, as the settings say that the vendor makes it.
 *
 * @param header        that holds the signature
 * @param algorithm     e.g. {@code HmacSHA256}
 * @param secret        the key, as its UTF-8 bytes
 * @param signedContent what is signed, in order: {@code body} and {@code header:<name>}
 * @param encoding      of the signature
 * @param prefix        before the signature in the header, e.g. {@code sha256=}
 * @param timestamp     header with the Unix seconds of sending; null where there is none
 * @param tolerance     how far that may be from our clock
 */
record SignatureVerifier(String header, String algorithm, String secret, List<String> signedContent,
        Encoding encoding, String prefix, @Nullable String timestamp, Duration tolerance) implements SignatureCheck {
    enum Encoding {
        HEX, BASE64
    }

    private static final String BODY = "body";
    private static final String HEADER = "header:";

    SignatureVerifier {
        for (String part : signedContent) {
            if (!part.equals(BODY) && !part.startsWith(HEADER)) {
                throw new IllegalArgumentException(
                        "signed-content '" + part + "' is neither 'body' nor 'header:' and a name");
            }
        }
        mac(algorithm, secret);
    }

    @Override
    public @Nullable String refusal(byte[] body, Function<String, @Nullable String> headers, Instant now) {
        String given = headers.apply(header);
        if (given == null) {
            return "header " + header + " is absent";
        }
        if (!given.startsWith(prefix)) {
            return "header " + header + " does not begin with '" + prefix + "'";
        }
        if (timestamp != null && !isRecent(headers.apply(timestamp), now)) {
            return "header " + timestamp + " is not a time within " + tolerance.toSeconds() + " seconds of ours";
        }
        byte[] expected = encoded(sign(body, headers)).getBytes(StandardCharsets.US_ASCII);
        String signature = encoding == Encoding.HEX
                ? given.substring(prefix.length()).toLowerCase(Locale.ROOT)
                : given.substring(prefix.length());
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))
                ? null
                : "header " + header + " does not hold the signature of these bytes";
    }

    private boolean isRecent(@Nullable String seconds, Instant now) {
        if (seconds == null || !seconds.matches("\\d{1,11}")) {
            return false;
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(seconds));
        return Duration.between(sent, now.truncatedTo(ChronoUnit.SECONDS)).abs()
                .compareTo(tolerance) <= 0;
    }

    private byte[] sign(byte[] body, Function<String, @Nullable String> headers) {
        var signed = new ByteArrayOutputStream(body.length + 64);
        for (String part : signedContent) {
            String value = part.equals(BODY) ? null : headers.apply(part.substring(HEADER.length()));
            signed.writeBytes(part.equals(BODY)
                    ? body
                    : (value == null ? "" : value).getBytes(StandardCharsets.UTF_8));
        }
        return mac(algorithm, secret).doFinal(signed.toByteArray());
    }

    private String encoded(byte[] digest) {
        return switch (encoding) {
            case HEX -> HexFormat.of().formatHex(digest);
            case BASE64 -> Base64.getEncoder().encodeToString(digest);
        };
    }

    private static Mac mac(String algorithm, String secret) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no signature algorithm '" + algorithm + "'", e);
        }
    }
}
