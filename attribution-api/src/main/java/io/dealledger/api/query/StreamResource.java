package io.dealledger.api.query;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The standing numbers, for those who keep watching. */
@RestController
@Tag(name = "share")
class StreamResource {
    private final ShareStream stream;

    StreamResource(ShareStream stream) {
        this.stream = stream;
    }

    @GetMapping(path = "/v1/stream/share", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "Server-sent events: the running week, the last one, R13 and R26, whenever they change")
    SseEmitter share(
            @Parameter(description = "id of the last event heard: it is not said again") @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        return stream.listen(lastEventId);
    }
}
