package io.dealledger.api.node;

import java.util.EnumSet;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * What this node does.
 *
 * @param roles its parts of the work; of each part at least one node must do it
 */
@ConfigurationProperties("ledger")
public record Roles(@DefaultValue({
    "intake", "projections", "query", "seal"}) Set<Role> roles) {
    /**
     * As the settings say, before there are beans.
     *
     * @throws org.springframework.boot.context.properties.bind.BindException if they name none that exists
     */
    public static Roles of(Environment settings) {
        return new Roles(Binder.get(settings).bind("ledger.roles", Bindable.setOf(Role.class))
                .orElseGet(() -> EnumSet.allOf(Role.class)));
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    /** Whether nothing is left to others. */
    public boolean isAll() {
        return roles.containsAll(EnumSet.allOf(Role.class));
    }

    @Override
    public String toString() {
        return Role.words(roles);
    }
}
