package io.dealledger.api.cli;

import io.dealledger.api.node.Role;
import io.dealledger.api.node.Roles;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Refuses roles that do not exist: a misspelt one would leave a part of the work undone, and nobody would be told. */
final class RolesGuard implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment settings = context.getEnvironment();
        Roles roles;
        try {
            roles = Roles.of(settings);
        } catch (BindException _) {
            throw refused("names a role that there is not", settings);
        }
        if (roles.roles().isEmpty()) {
            throw refused("names no role", settings);
        }
        if (!roles.isAll() && settings.getProperty("ledger.demo.enabled", Boolean.class, false)) {
            throw new StartRefusedException("The demo needs every role, and ledger.roles has only " + roles + ".",
                    "Leave ledger.roles out.");
        }
    }

    private static StartRefusedException refused(String what, Environment settings) {
        return new StartRefusedException("ledger.roles is '" + settings.getProperty("ledger.roles", "") + "', which "
                + what + ".", "Accepted: " + Role.words() + "; several with commas between them. Without it, all.");
    }
}
