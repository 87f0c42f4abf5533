package io.dealledger.fact;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
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
        try {
            URI folder = Objects.requireNonNull(GoldenFacts.class.getResource("/facts")).toURI();
            if (!folder.getScheme().equals("jar")) {
                return all(Path.of(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) { // to the other modules we are a jar
                return all(jar.getPath("/facts"));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("cannot read the golden facts", e);
        }
    }

    private static SortedMap<String, Map<String, @Nullable Object>> all(Path folder) throws IOException {
        var all = new TreeMap<String, Map<String, @Nullable Object>>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.put(file.getFileName().toString().replace(".json", ""),
                        JSON.readValue(Files.readString(file), new TypeReference<>() {
                        }));
            }
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
}
