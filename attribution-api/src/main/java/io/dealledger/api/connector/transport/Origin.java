package io.dealledger.api.connector.transport;

import java.net.URI;
import java.util.Objects;
import java.util.Set;

/** Where secrets may be sent. */
final class Origin {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private Origin() {}

    /** @throws IllegalArgumentException if others could listen, or the address holds a secret itself */
    static void requireSafe(String setting, URI url) {
        boolean safe = "https".equals(url.getScheme())
                || ("http".equals(url.getScheme()) && THIS_MACHINE.contains(String.valueOf(url.getHost())));
        if (!safe || url.getUserInfo() != null || url.getQuery() != null) {
            throw new IllegalArgumentException(setting + " is '" + url.getScheme() + "://" + url.getHost()
                    + "…'; accepted: https, without user, password or query");
        }
    }

    static boolean same(URI one, URI other) {
        return Objects.equals(one.getScheme(), other.getScheme()) && Objects.equals(one.getHost(), other.getHost())
                && one.getPort() == other.getPort();
    }
}
