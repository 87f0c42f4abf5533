package io.dealledger.api.problem;

import io.dealledger.json.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Tells what the web server itself refuses, such as a broken request line, as a problem of the catalogue. */
public final class ProblemValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemType type = ErrorProblems.typeOf(status);
        byte[] problem = CanonicalJson.write(Map.of("type", type.uri().toString(), "title", type.title(), "status",
                status, "detail", "the request cannot be read as HTTP/1.1")).getBytes(StandardCharsets.UTF_8);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(problem.length);
        try {
            response.getOutputStream().write(problem);
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("the caller is gone", e);
        }
    }
}
