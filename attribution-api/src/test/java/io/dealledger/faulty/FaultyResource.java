package io.dealledger.faulty;

import io.dealledger.api.problem.ProblemException;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Fails in each way that a resource can; outside of what the program scans. */
@RestController
public class FaultyResource {
    @GetMapping(path = "/thing", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Integer> thing(@RequestParam Integer week) {
        return Map.of("week", week);
    }

    @PostMapping(path = "/thing", consumes = MediaType.APPLICATION_JSON_VALUE)
    void take(@RequestBody Map<String, Object> ignored) {
        // only how it is refused matters here
    }

    @GetMapping("/refused")
    void refuse() {
        throw ProblemException.notFound("dispute", "D-7");
    }

    @GetMapping("/broken")
    void fail() {
        throw new IllegalStateException("the secret cause");
    }

    @GetMapping("/database-away")
    void failWithoutDatabase() {
        throw new CannotGetJdbcConnectionException("no connection");
    }
}
