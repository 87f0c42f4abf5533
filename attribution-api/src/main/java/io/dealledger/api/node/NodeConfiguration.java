package io.dealledger.api.node;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class NodeConfiguration implements WebMvcConfigurer {
    private final Roles roles;

    NodeConfiguration(Roles roles) {
        this.roles = roles;
    }

    /** A witness serves other ledgers, whatever this one's node does. */
    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new MissingRole(roles)).addPathPatterns("/v1/**")
                .excludePathPatterns("/v1/witness/**").order(Ordered.HIGHEST_PRECEDENCE);
    }
}
