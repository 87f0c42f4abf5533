package io.dealledger.api.intake;

import io.dealledger.api.intake.BinaryMessage.Attribute;
import io.dealledger.api.json.UnreadableJsonException;
import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Facts over HTTP, in every mode of CloudEvents. Answers when what became of each is durable. */
@RestController
@RequestMapping("/v1/facts")
class FactsResource {
    static final String VIA = "http";
    private static final int ROUND = 1_000;
    private static final String MODES = CloudEventReader.STRUCTURED + ", " + CloudEventReader.BATCH + ", "
            + FactLines.MEDIA_TYPE + ", or application/json with ce-* headers";

    private final CloudEventReader reader;
    private final Intake intake;
    private final JsonMapper json;

    FactsResource(CloudEventReader reader, Intake intake, JsonMapper json) {
        this.reader = reader;
        this.intake = intake;
        this.json = json;
    }

    @PostMapping(consumes = CloudEventReader.STRUCTURED, produces = MediaType.APPLICATION_JSON_VALUE)
    FactsAnswer structured(HttpServletRequest request) {
        return accept(request, body -> List.of(reader.structured(body, VIA)));
    }

    @PostMapping(consumes = CloudEventReader.BATCH, produces = MediaType.APPLICATION_JSON_VALUE)
    FactsAnswer batch(HttpServletRequest request) {
        return accept(request, body -> reader.batch(body, VIA));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    FactsAnswer binary(HttpServletRequest request) {
        List<Attribute> attributes = attributes(request);
        if (attributes.isEmpty()) {
            throw FactBody.unsupported("Content-Type", request.getContentType(), MODES);
        }
        return accept(request,
                body -> List.of(reader.binary(new BinaryMessage(attributes, request.getContentType(), body), VIA)));
    }

    /** Writes the answer itself, a line per block. */
    @PostMapping(consumes = FactLines.MEDIA_TYPE, produces = {FactLines.MEDIA_TYPE, MediaType.APPLICATION_JSON_VALUE})
    void lines(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var lines = new LineReader(FactBody.stream(request), FactBody.MAX_BYTES);
        new FactLines(reader, intake, json, lines, response).run();
    }

    private FactsAnswer accept(HttpServletRequest request, Function<byte[], List<Delivery>> read) {
        byte[] body = FactBody.whole(request);
        try {
            return FactsAnswer.of(countIn(read.apply(body)));
        } catch (UnreadableJsonException e) {
            throw new ProblemException(ProblemType.UNREADABLE_BODY, "the body cannot be read at " + e.getMessage(),
                    "line " + e.line() + ", column " + e.column(), e.reason(),
                    request.getContentType() + " as strict JSON in UTF-8");
        }
    }

    /** A large batch fills several rounds; what stops half way is repeated whole, as every fact counts once. */
    private List<Receipt> countIn(List<Delivery> deliveries) {
        var receipts = new ArrayList<Receipt>();
        for (int from = 0; from < deliveries.size(); from += ROUND) {
            receipts.addAll(intake.accept(deliveries.subList(from, Math.min(from + ROUND, deliveries.size()))));
        }
        return receipts;
    }

    private static List<Attribute> attributes(HttpServletRequest request) {
        var attributes = new ArrayList<Attribute>();
        for (String name : Collections.list(request.getHeaderNames())) {
            if (BinaryMessage.isAttribute(name)) {
                Collections.list(request.getHeaders(name))
                        .forEach(value -> attributes.add(BinaryMessage.attribute(name, value)));
            }
        }
        return attributes;
    }
}
