package io.dealledger.api.operating;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.RequestBody;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The generated document at {@code /v3/api-docs}: members spelt as they are sent, and bodies that can be copied. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
    private static final String EVENT = """
            {"specversion": "1.0", "source": "prm", "id": "r-1", "type": "attribution.registration.submitted.v1", \
            "time": "2026-06-01T10:00:00Z", "data": {"registration_id": "R-1", "partner_id": "acme", \
            "account_id": "globex"}}""";
    private static final String DATA = """
            {"registration_id": "R-1", "partner_id": "acme", "account_id": "globex"}""";

    /** springdoc reads types with the old Jackson, which does not know how Spring spells members. */
    @Bean
    ModelResolver snakeCaseModelResolver() {
        return new ModelResolver(
                Json31.mapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
    }

    @Bean
    OpenApiCustomizer ledgerDocument() {
        return document -> {
            document.info(new Info().title("Deal attribution ledger").version("v1").description(
                    "Who brought each deal, and why. Money is a decimal string, a ratio a string of 6 decimals or null, an"
                            + " instant RFC 3339 in UTC. Errors are RFC 9457 problems."));
            factBodies(document);
        };
    }

    private static void factBodies(OpenAPI document) {
        PathItem facts = document.getPaths().get("/v1/facts");
        Operation post = facts == null ? null : facts.getPost();
        if (post != null) {
            post.requestBody(new RequestBody().required(true)
                    .description("CloudEvents 1.0: one (structured or binary), a batch, or one a line of any length")
                    .content(new Content().addMediaType("application/cloudevents+json", example("structured", EVENT))
                            .addMediaType("application/cloudevents-batch+json", example("batch", "[" + EVENT + "]"))
                            .addMediaType("application/x-ndjson", example("lines", EVENT + "\n"))
                            .addMediaType("application/json", example("binary, with ce- headers", DATA))));
        }
    }

    private static MediaType example(String name, String value) {
        return new MediaType().addExamples(name, new Example().value(value));
    }
}
