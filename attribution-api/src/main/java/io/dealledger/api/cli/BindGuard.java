package io.dealledger.api.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Keeps the ledger, which cannot tell callers apart yet, on this machine. */
final class BindGuard implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment settings = context.getEnvironment();
        requireLoopback("server.address", settings.getProperty("server.address"));
        String managementPort = settings.getProperty("management.server.port");
        if (managementPort != null && !managementPort.equals(settings.getProperty("server.port"))) {
            requireLoopback("management.server.address", settings.getProperty("management.server.address"));
        }
    }

    private static void requireLoopback(String setting, @Nullable String address) {
        if (address == null || address.isBlank()) { // to the web server that means every address it has
            throw refused(setting + " is empty, which means every network address of this machine");
        }
        try {
            if (!InetAddress.getByName(address).isLoopbackAddress()) {
                throw refused(setting + " is " + address + ", which others can reach");
            }
        } catch (UnknownHostException _) {
            throw refused(setting + " is " + address + ", which is no address of this machine");
        }
    }

    private static StartRefusedException refused(String what) {
        return new StartRefusedException(
                what + "; this version has no authentication, so whoever can reach the port can write to the ledger.",
                "Leave the setting at 127.0.0.1 and put a proxy that authenticates in front, on this machine.");
    }
}
