package io.dealledger.api.connector.mapping;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/** The host by which a customer is known on the web: one spelling for a web address, a bare host and an e-mail address. */
public final class Domain {
    private static final Pattern HOST = Pattern.compile("([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\\.)+[a-z0-9-]{2,}");

    private Domain() {}

    /** @throws IllegalArgumentException if no host name is left */
    public static String normalise(String text) {
        String host = text.strip().toLowerCase(Locale.ROOT);
        host = host.replaceFirst("^[a-z][a-z0-9+.-]*:(//)?", "").replaceFirst("[/?#].*$", "");
        host = host.substring(host.lastIndexOf('@') + 1).replaceFirst(":\\d+$", "").replaceFirst("\\.$", "");
        host = host.replaceFirst("^www\\.", "");
        String ascii = IDN.toASCII(host);
        if (ascii.length() > 253 || !HOST.matcher(ascii).matches()) {
            throw new IllegalArgumentException("'" + text + "' holds no host name");
        }
        return ascii;
    }
}
