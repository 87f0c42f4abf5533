package io.dealledger.api.node;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses what is asked of a node that leaves that part of the work to others. */
final class MissingRole implements HandlerInterceptor {
    private final Roles roles;

    MissingRole(Roles roles) {
        this.roles = roles;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Set<Role> needed = needed(request.getMethod(), request.getRequestURI());
        if (Collections.disjoint(needed, roles.roles())) {
            throw new ProblemException(ProblemType.NOT_THIS_NODE,
                    "%s %s is for a node with the role %s; this one has %s".formatted(request.getMethod(),
                            request.getRequestURI(), Role.words(needed), roles),
                    null, roles.toString(), Role.words(needed));
        }
        return true;
    }

    /** @return roles of which one is enough */
    static Set<Role> needed(String method, String path) {
        if (path.startsWith("/v1/operations/set-aside")) {
            return EnumSet.of(Role.PROJECTIONS);
        }
        if (path.startsWith("/v1/operations/rebuild")) {
            return EnumSet.of(Role.PROJECTIONS, Role.SEAL);
        }
        boolean aboutConnectors = path.startsWith("/v1/connectors") || path.startsWith("/v1/mappings");
        boolean asks = method.equals("GET") || method.equals("HEAD") || path.equals("/v1/replays");
        return EnumSet.of(asks && !aboutConnectors ? Role.QUERY : Role.INTAKE);
    }
}
