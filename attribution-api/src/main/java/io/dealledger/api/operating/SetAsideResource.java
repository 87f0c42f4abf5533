package io.dealledger.api.operating;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import io.dealledger.projections.engine.FoldingProcessor;
import io.dealledger.projections.engine.Retry;
import io.dealledger.projections.engine.SetAsideEvent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What read models go on without because they could not fold it, to be looked at and tried again. */
@RestController
@RequestMapping("/v1/operations/set-aside")
@Tag(name = "operations")
class SetAsideResource {
    /** Of each read model: whoever looks mends the first of them first. */
    private static final int SHOWN = 100;
    private static final String VIEW = "A read model, as the list names it";
    private static final String SEQUENCE = "A sequence, as the list names it";

    private final List<FoldingProcessor> views;

    SetAsideResource(ObjectProvider<FoldingProcessor> views) {
        this.views = views.orderedStream().filter(FoldingProcessor::setsAside).toList();
    }

    /**
     * @param sequence what is folded in order: later events of it wait behind the first
     * @param cause    why it cannot be folded; null where it waits behind another one
     */
    record Event(String view, String sequence, long position, Instant recordedAt, @Nullable String cause, int attempts,
            @Nullable String discardedBy, @Nullable String reason) {
        static Event of(String view, SetAsideEvent event) {
            return new Event(view, event.sequence(), event.position(), event.recordedAt(), event.cause(),
                    event.attempts(), event.discardedBy(), event.reason());
        }
    }

    record SetAsideAnswer(List<Event> events) {}

    /**
     * @param by     who decides
     * @param reason why the read model shall go on without the event
     */
    record Discard(@Nullable String by, @Nullable String reason) {}

    /**
     * @param folded  events that are in the read model now
     * @param waiting events of the sequence that still wait
     * @param cause   why the first of them cannot be folded; null if none waits
     */
    record Outcome(String view, String sequence, int folded, int waiting, @Nullable String cause) {}

    @GetMapping
    @Operation(summary = "Events that read models could not fold and go on without, the first hundred of each read model")
    SetAsideAnswer setAside() {
        var events = new ArrayList<Event>();
        for (FoldingProcessor view : views) {
            view.setAside().events(-1, SHOWN).forEach(event -> events.add(Event.of(view.getName(), event)));
        }
        return new SetAsideAnswer(events);
    }

    @PostMapping("/retry")
    @Operation(summary = "Folds what waits of a sequence, in order, as far as it can be")
    Outcome retry(@Parameter(description = VIEW) @RequestParam("view") String view,
            @Parameter(description = SEQUENCE) @RequestParam("sequence") String sequence) {
        return outcome(view, sequence, of(view).retry(sequence));
    }

    @PostMapping("/discard")
    @Operation(summary = "Goes on without the first event that waits of a sequence, and folds those behind it")
    Outcome discard(@Parameter(description = VIEW) @RequestParam("view") String view,
            @Parameter(description = SEQUENCE) @RequestParam("sequence") String sequence,
            @RequestBody Discard decision) {
        return outcome(view, sequence, of(view).discard(sequence, said("by", decision.by(), "who decides"),
                said("reason", decision.reason(), "why the read model shall go on without the event, in words")));
    }

    private Retry<?> of(String name) {
        return views.stream().filter(view -> view.getName().equals(name)).findFirst()
                .orElseThrow(() -> ProblemException.badParameter("view", name, "one of "
                        + views.stream().map(FoldingProcessor::getName).collect(Collectors.joining(", "))))
                .setAside();
    }

    private static String said(String name, @Nullable String value, String accepted) {
        if (value == null || value.isBlank()) {
            throw ProblemException.badParameter(name, value == null ? "absent" : value, accepted);
        }
        return value;
    }

    private static Outcome outcome(String view, String sequence, Retry.@Nullable Outcome outcome) {
        if (outcome == null) {
            throw new ProblemException(ProblemType.NOTHING_SET_ASIDE,
                    "nothing of '" + sequence + "' waits to be folded into " + view, "sequence", sequence,
                    "a sequence that GET /v1/operations/set-aside shows");
        }
        return new Outcome(view, sequence, outcome.folded(), outcome.waiting(), outcome.cause());
    }
}
