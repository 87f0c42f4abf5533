package io.dealledger.api.node;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** A bean that only a node with this role has. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Conditional(ConditionalOnRole.HasRole.class)
public @interface ConditionalOnRole {
    Role value();

    /** Looks the role up in the settings. */
    final class HasRole implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Role role = metadata.getAnnotations().get(ConditionalOnRole.class).getEnum("value", Role.class);
            return Roles.of(context.getEnvironment()).has(role);
        }
    }
}
