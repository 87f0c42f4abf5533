package io.dealledger.api.outbound;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.dealledger.json.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** The AsyncAPI document that we ship. */
final class OutboundDocument {
    private static final Path FILE = Path.of("..", "deploy", "docs", "asyncapi.yaml");

    private final Map<String, Object> document;
    /** Where each type of message is described. */
    private final Map<String, String> places = new TreeMap<>();

    OutboundDocument() throws IOException {
        document = new Yaml().load(Files.readString(FILE));
        at("#/components/messages").forEach((place, message) -> places.put(
                String.valueOf(((Map<?, ?>) Objects.requireNonNull(message)).get("name")),
                "#/components/messages/" + place));
    }

    Set<String> types() {
        return places.keySet();
    }

    String topic() {
        return String.valueOf(at("#/channels/decisions").get("address"));
    }

    Set<String> headers() {
        return names(at("#/components/schemas/headers").get("properties"));
    }

    /** What of a message is not as the document says. */
    List<String> problems(Map<String, @Nullable Object> event) {
        String schema = JsonMapper.shared().writeValueAsString(Map.of("components",
                Objects.requireNonNull(document.get("components")), "$ref",
                places.get(String.valueOf(event.get("type"))) + "/payload", "unevaluatedProperties", false));
        Schema read = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema,
                InputFormat.JSON);
        return read.validate(CanonicalJson.write(event), InputFormat.JSON).stream().map(String::valueOf).toList();
    }

    /** Names of the members of {@code data}. */
    Set<String> membersOf(String type) {
        var members = new TreeSet<String>();
        collect(Map.of("$ref", places.get(type) + "/payload"), "data", members);
        return members;
    }

    /** @param of whose properties are wanted; null for those of the schema itself */
    private void collect(Map<?, ?> schema, @Nullable String of, Set<String> members) {
        if (schema.get("$ref") instanceof String place) {
            collect(at(place), of, members);
        }
        if (schema.get("allOf") instanceof List<?> parts) {
            parts.forEach(part -> collect((Map<?, ?>) part, of, members));
        }
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            if (of == null) {
                members.addAll(names(properties));
            } else if (properties.get(of) instanceof Map<?, ?> member) {
                collect(member, null, members);
            }
        }
    }

    private static Set<String> names(@Nullable Object properties) {
        var names = new TreeSet<String>();
        ((Map<?, ?>) Objects.requireNonNull(properties)).keySet().forEach(name -> names.add(String.valueOf(name)));
        return names;
    }

    private Map<?, ?> at(String place) {
        Object at = document;
        for (String step : place.substring("#/".length()).split("/")) {
            at = Objects.requireNonNull(((Map<?, ?>) at).get(step), place);
        }
        return (Map<?, ?>) at;
    }
}
