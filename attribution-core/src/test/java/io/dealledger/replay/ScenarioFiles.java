package io.dealledger.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The published scenarios, with what they must answer. */
public final class ScenarioFiles {
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private ScenarioFiles() {}

    /** One scenario with the answers that define the rules. */
    public record Case(Scenario scenario, Map<String, @Nullable Object> tree, Map<String, @Nullable Object> expected) {
        @Override
        public String toString() {
            return scenario.id() + " " + tree.get("title");
        }
    }

    /** @param file {@code attribution}, {@code share}, {@code comp_parity} or {@code operating_model} */
    public static List<Case> cases(String file) {
        Map<String, @Nullable Object> document = read("/scenarios/" + file + ".json");
        return list(document.get("scenarios")).stream().map(ScenarioFiles::asCase).toList();
    }

    private static Case asCase(Object tree) {
        Map<String, @Nullable Object> scenario = object(tree);
        return new Case(Scenario.read(scenario), scenario, object(scenario.get("expected")));
    }

    private static Map<String, @Nullable Object> read(String resource) {
        try (InputStream in = Objects.requireNonNull(ScenarioFiles.class.getResourceAsStream(resource), resource)) {
            return JSON.readValue(in, new TypeReference<>() {
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Object> list(@Nullable Object value) {
        return List.copyOf((List<?>) Objects.requireNonNull(value));
    }

    @SuppressWarnings("unchecked") // a JSON object has text keys
    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
    }
}
