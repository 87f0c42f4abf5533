package io.dealledger.api.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells what failed outside of any resource, such as in a filter, as a problem of the catalogue. */
@RestController
class ErrorProblems implements ErrorController {
    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
        boolean failed = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer;
        int status = failed ? (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) : 404;
        String path = failed
                ? (String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI)
                : request.getRequestURI();
        ProblemType type = typeOf(status);
        ProblemDetail problem = type.problem(detail(type, path));
        problem.setInstance(URI.create(path));
        return ResponseEntity.status(type.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }

    /** The general type for a status; a status that the catalogue has no type for becomes the next plainer one. */
    static ProblemType typeOf(int status) {
        return switch (status) {
            case 404 -> ProblemType.NO_SUCH_ADDRESS;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 413 -> ProblemType.BODY_TOO_LARGE;
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
            case 429 -> ProblemType.TOO_MANY_REQUESTS;
            case 501, 505 -> ProblemType.BAD_REQUEST; // a method or version of HTTP that does not exist
            case 503 -> ProblemType.UNAVAILABLE;
            default -> status < 500 ? ProblemType.BAD_REQUEST : ProblemType.INTERNAL_ERROR;
        };
    }

    private static String detail(ProblemType type, String path) {
        return type == ProblemType.NO_SUCH_ADDRESS
                ? "nothing answers at " + path
                : "the request to " + path + " cannot be answered";
    }
}
