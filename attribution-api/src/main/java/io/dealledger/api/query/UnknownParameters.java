package io.dealledger.api.query;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.TreeSet;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that a resource does not take, and those given twice: a misspelt {@code as_of} must not be
 * answered with today's number.
 */
final class UnknownParameters implements HandlerInterceptor {
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!request.getMethod().equals("GET") || !(handler instanceof HandlerMethod method)) {
            return true;
        }
        var known = new TreeSet<String>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
            if (annotation != null) {
                known.add(annotation.name());
            }
        }
        request.getParameterMap().forEach((name, values) -> {
            if (!known.contains(name)) {
                throw new ProblemException(ProblemType.UNKNOWN_PARAMETER,
                        "parameter '" + name + "' is not known here; accepted: " + String.join(", ", known), name,
                        String.join(", ", values), String.join(", ", known));
            }
            if (values.length > 1) {
                throw ProblemException.badParameter(name, Arrays.toString(values), "one value");
            }
        });
        return true;
    }
}
