package io.dealledger.api.problem;

import java.util.Arrays;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What each type of problem means and how to get past it. */
@RestController
class ProblemsResource {
    /**
     * @param type    as in the problem, e.g. {@code /problems/bad-parameter}
     * @param remedy  what the caller can do about it
     */
    record Description(String type, String title, int status, String meaning, String remedy) {
        static Description of(ProblemType type) {
            return new Description(type.uri().toString(), type.title(), type.status().value(), type.meaning(),
                    type.remedy());
        }
    }

    record Catalogue(List<Description> problems) {}

    @GetMapping("/problems")
    Catalogue all() {
        return new Catalogue(Arrays.stream(ProblemType.values()).map(Description::of).toList());
    }

    @GetMapping("/problems/{type}")
    Description one(@PathVariable String type) {
        return ProblemType.bySlug(type).map(Description::of)
                .orElseThrow(() -> ProblemException.notFound("type of problem", type));
    }
}
