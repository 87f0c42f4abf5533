package io.dealledger.api.connector.mapping;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.dealledger.api.json.JsonTree;
import io.dealledger.api.json.UnreadableJsonException;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads mapping documents: first against the published JSON schema, then for what a schema cannot say. */
public final class MappingReader {
    /** Where the schema stands among the resources, for people to point their editors at. */
    public static final String SCHEMA = "/connectors/mapping.schema.json";

    private static final String NOT_IN_LIST = "does not have a value in the enumeration ";

    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(new String(resource(SCHEMA), StandardCharsets.UTF_8), InputFormat.JSON);

    /**
     * @param name of the file or resource, for the messages
     * @throws UnreadableMappingException with every fault that could be found in one go
     */
    public MappingDocument read(String name, byte[] json) {
        Map<String, @Nullable Object> members;
        try {
            members = JsonTree.parseObject(json);
        } catch (UnreadableJsonException e) {
            throw new UnreadableMappingException(name,
                    List.of(new Problem("(document)", e.reason(), "one JSON object")));
        }
        List<Problem> problems = violations(json, members);
        if (problems.isEmpty()) {
            var builder = new MappingBuilder(problems);
            MappingDocument document = builder.document(members);
            if (document != null && problems.isEmpty()) {
                return document;
            }
        }
        throw new UnreadableMappingException(name, problems);
    }

    /** @throws IllegalArgumentException if there is no such resource */
    public MappingDocument readResource(String path) {
        return read(path, resource(path));
    }

    private List<Problem> violations(byte[] json, Map<String, @Nullable Object> members) {
        var problems = new ArrayList<Problem>();
        for (var error : schema.validate(new String(json, StandardCharsets.UTF_8), InputFormat.JSON)) {
            String at = error.getInstanceLocation().toString();
            Object value = Pointer.parse(at.equals("$") ? "" : at).resolve(members, members);
            problems.add(new Problem(at.isEmpty() ? "(document)" : at, abbreviated(CanonicalJson.write(value)),
                    accepted(error.getMessage())));
        }
        return problems;
    }

    /** The library says what is wrong; a person wants to know what would be right. */
    private static String accepted(String violation) {
        return violation.startsWith(NOT_IN_LIST)
                ? "one of " + violation.substring(NOT_IN_LIST.length()).replaceAll("[\\[\\]]", "")
                : "what fits the schema; this " + violation;
    }

    private static String abbreviated(String json) {
        return json.length() <= 200 ? json : json.substring(0, 200) + "…";
    }

    /** @throws IllegalArgumentException if there is no such resource */
    public static byte[] resource(String path) {
        try (InputStream in = MappingReader.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + path);
            }
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + path, e);
        }
    }
}
