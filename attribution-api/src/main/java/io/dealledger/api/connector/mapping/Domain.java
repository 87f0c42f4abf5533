package io.dealledger.api.connector.mapping;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/** The host by which a customer is known on the web: one spelling for a web address, a bare host and an e-mail address. */
public final class Domain {
    private static final Pattern HOST = Pattern.compile("([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\\.)+[a-z0-9-]{2,}");

    private static final Pattern SCHEME = Pattern.compile("^[a-z][a-z0-9+.-]*:(//)?");
    private static final Pattern BEHIND = Pattern.compile("[/?#].*$");
    private static final Pattern PORT = Pattern.compile(":\\d+$");

    private Domain() {}

    /** @throws IllegalArgumentException if no host name is left */
    public static String normalise(String text) {
        String host = text.strip().toLowerCase(Locale.ROOT);
        host = BEHIND.matcher(SCHEME.matcher(host).replaceFirst("")).replaceFirst("");
        host = PORT.matcher(host.substring(host.lastIndexOf('@') + 1)).replaceFirst("");
        host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        host = host.startsWith("www.") ? host.substring("www.".length()) : host;
        String ascii = IDN.toASCII(host);
        if (ascii.length() > 253 || !HOST.matcher(ascii).matches()) {
            throw new IllegalArgumentException("'" + text + "' holds no host name");
        }
        return ascii;
    }
}
