package io.dealledger.api.intake;

import io.dealledger.api.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells whoever sends facts, by whatever way, when the ledger takes none. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class IntakeAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(IntakeUnavailableException unavailable, HttpServletRequest request) {
        LOG.warn("{} is answered 503: {}", request.getRequestURI(), unavailable.getMessage());
        ProblemDetail problem = problem(unavailable);
        problem.setInstance(URI.create(request.getRequestURI()));
        return ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS).body(problem);
    }

    static ProblemDetail problem(IntakeUnavailableException unavailable) {
        return ProblemType.INTAKE_UNAVAILABLE.problem(String.valueOf(unavailable.getMessage()));
    }
}
