package io.dealledger.fact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@code data} of one fact of each kind, with every member that the kind has: {@code <kind>.json}, and
 * {@code <kind>~<variant>.json} where members exclude each other. Files are added, never edited.
 */
public final class GoldenFacts {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private GoldenFacts() {}

    /** By file name without its ending; the kind is what stands before {@code ~}. */
    public static SortedMap<String, Map<String, @Nullable Object>> all() {
        var all = new TreeMap<String, Map<String, @Nullable Object>>();
        try (Stream<Path> files = Files.list(folder())) {
            files.forEach(file -> all.put(file.getFileName().toString().replace(".json", ""),
                    JSON.readValue(file, new TypeReference<>() {
                    })));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** A copy of the golden data of a kind in which one member is another value, or absent where that is null. */
    public static Map<String, @Nullable Object> with(String golden, String member, @Nullable Object value) {
        var data = new TreeMap<String, @Nullable Object>(Objects.requireNonNull(all().get(golden), golden));
        if (value == null) {
            data.remove(member);
        } else {
            data.put(member, value);
        }
        return data;
    }

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(GoldenFacts.class.getResource("/facts")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
