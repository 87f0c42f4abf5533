package io.dealledger.api.problem;

import io.dealledger.projections.engine.IncompleteViewException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Tells every refusal and every failure of a resource as a problem of the catalogue. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE) // it answers what nobody else does, too
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ProblemException refused, HttpServletRequest request) {
        return answer(refused.toProblem(), request, new HttpHeaders());
    }

    @ExceptionHandler({CannotGetJdbcConnectionException.class, NonTransientDataAccessResourceException.class,
        TransientDataAccessException.class})
    ResponseEntity<ProblemDetail> databaseAway(Exception failure, HttpServletRequest request) {
        LOG.warn("{} {} cannot be answered: the database is away", request.getMethod(), request.getRequestURI(),
                failure);
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return answer(ProblemType.UNAVAILABLE.problem("the database does not answer"), request, headers);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> incomplete(IncompleteViewException incomplete, HttpServletRequest request) {
        return answer(ProblemType.VIEW_INCOMPLETE.problem(String.valueOf(incomplete.getMessage())), request,
                new HttpHeaders());
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemDetail> failed(Exception failure, ServletWebRequest exchange) {
        HttpServletRequest request = exchange.getRequest();
        if (Objects.requireNonNull(exchange.getResponse()).isCommitted()) {
            LOG.warn("the answer to {} {} broke off: {}", request.getMethod(), request.getRequestURI(),
                    failure.toString());
            return null;
        }
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
        return answer(ProblemType.INTERNAL_ERROR.problem("answering failed; the service's log says why"), request,
                new HttpHeaders());
    }

    @Override
    protected ResponseEntity<Object> handleHttpRequestMethodNotSupported(HttpRequestMethodNotSupportedException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Collection<?> methods = Objects.requireNonNullElse(e.getSupportedHttpMethods(), java.util.Set.of());
        return refused(e, headers, request, new ProblemException(ProblemType.METHOD_NOT_ALLOWED,
                "method " + e.getMethod() + " is not for this address", null, e.getMethod(), join(methods)));
    }

    @Override
    protected ResponseEntity<Object> handleHttpMediaTypeNotSupported(HttpMediaTypeNotSupportedException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String sent = e.getContentType() == null ? "absent" : e.getContentType().toString();
        return refused(e, headers, request, new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "Content-Type is " + sent, "Content-Type", sent, join(e.getSupportedMediaTypes())));
    }

    @Override
    protected ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(HttpMediaTypeNotAcceptableException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String asked = request.getHeader(HttpHeaders.ACCEPT);
        return refused(e, headers, request, new ProblemException(ProblemType.NOT_ACCEPTABLE, "Accept is " + asked,
                "Accept", asked, join(e.getSupportedMediaTypes())));
    }

    @Override
    protected ResponseEntity<Object> handleNoResourceFoundException(NoResourceFoundException e, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        String path = ((ServletWebRequest) request).getRequest().getRequestURI();
        return refused(e, headers, request,
                new ProblemException(ProblemType.NO_SUCH_ADDRESS, "nothing answers at " + path, null, path, null));
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(MissingServletRequestParameterException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return refused(e, headers, request, new ProblemException(ProblemType.BAD_PARAMETER,
                "parameter '" + e.getParameterName() + "' is absent", e.getParameterName(), null,
                e.getParameterType()));
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(TypeMismatchException e, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        String name = e instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(e.getPropertyName());
        String accepted = e.getRequiredType() == null ? "another type" : e.getRequiredType().getSimpleName();
        return refused(e, headers, request,
                ProblemException.badParameter(name, String.valueOf(e.getValue()), accepted));
    }

    /** A misspelled member is named: without it the rest may mean something else. */
    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (e.getCause() instanceof UnrecognizedPropertyException unknown) {
            String name = unknown.getPropertyName();
            String known = Objects.requireNonNullElse(unknown.getKnownPropertyIds(), List.of()).stream()
                    .map(String::valueOf).sorted().collect(Collectors.joining(", "));
            return refused(e, headers, request, new ProblemException(ProblemType.UNKNOWN_PARAMETER,
                    "member '" + name + "' of the body is not known here; accepted: " + known, name, null, known));
        }
        return handleExceptionInternal(e, null, headers, status, request);
    }

    /** What Spring refuses for any other reason keeps Spring's words under our type. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(Exception e, @Nullable Object body, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        String detail = e instanceof ErrorResponse response && response.getBody().getDetail() != null
                ? Objects.requireNonNull(response.getBody().getDetail())
                : "the request cannot be answered";
        return object(answer(ErrorProblems.typeOf(status.value()).problem(detail),
                ((ServletWebRequest) request).getRequest(), headers));
    }

    private static ResponseEntity<Object> refused(Exception cause, HttpHeaders headers, WebRequest request,
            ProblemException refused) {
        LOG.debug("refused", cause);
        return object(answer(refused.toProblem(), ((ServletWebRequest) request).getRequest(), headers));
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem, HttpServletRequest request,
            HttpHeaders headers) {
        problem.setInstance(URI.create(request.getRequestURI()));
        return ResponseEntity.status(HttpStatus.valueOf(problem.getStatus())).headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }

    private static ResponseEntity<Object> object(ResponseEntity<ProblemDetail> answer) {
        return new ResponseEntity<>(answer.getBody(), answer.getHeaders(), answer.getStatusCode());
    }

    private static String join(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }
}
