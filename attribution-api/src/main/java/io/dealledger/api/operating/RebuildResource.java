package io.dealledger.api.operating;

import io.dealledger.api.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Has read models folded anew while they are asked and intake goes on. */
@RestController
@Tag(name = "operations")
class RebuildResource {
    private static final String PATH = "/v1/operations/rebuild";

    private final Rebuilds rebuilds;

    RebuildResource(Rebuilds rebuilds) {
        this.rebuilds = rebuilds;
    }

    record RebuildAnswer(List<Rebuilds.Status> rebuilds) {}

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Folds read models from the beginning beside those that are asked, compares, and puts them in place")
    RebuildAnswer rebuild(
            @Parameter(description = "A read model; may be given several times. Default: all") @RequestParam(name = "view", required = false) @Nullable List<String> view) {
        List<String> known = rebuilds.names();
        List<String> wanted = view == null || view.isEmpty() ? known : view;
        for (String name : wanted) {
            if (!known.contains(name)) {
                throw ProblemException.badParameter("view", name, "one of " + String.join(", ", known));
            }
        }
        rebuilds.ask(wanted);
        return rebuilds();
    }

    @GetMapping(PATH)
    @Operation(summary = "The last rebuild of each read model that was asked of this node, and how far it is")
    RebuildAnswer rebuilds() {
        return new RebuildAnswer(rebuilds.statuses());
    }
}
