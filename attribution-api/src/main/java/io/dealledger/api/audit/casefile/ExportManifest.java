package io.dealledger.api.audit.casefile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dealledger.api.audit.KeptTables.Kept;
import io.dealledger.json.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * The hashes of what goes along with the events of an export and no checkpoint covers: a damaged copy shows, a forger who
 * writes the hashes too does not.
 */
final class ExportManifest {
    /** As {@code sha256sum} writes and checks it. */
    static final String FILE = "kept.sha256";

    private ExportManifest() {}

    static void write(Path folder) throws IOException {
        Files.writeString(folder.resolve(FILE), of(folder));
    }

    /** @throws FaultFoundException if a file is not as it was written, or one is missing or more */
    static void check(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        String hashes = of(folder);
        if (!hashes.isEmpty()
                && !(Files.exists(file) && Arrays.equals(Files.readAllBytes(file), hashes.getBytes(UTF_8)))) {
            throw new FaultFoundException(
                    "a file beside the events was changed, or is missing or more: sha256sum -c " + FILE
                            + " says which");
        }
    }

    private static String of(Path folder) throws IOException {
        var hashes = new TreeMap<String, String>();
        for (Kept kept : Kept.values()) {
            Path file = folder.resolve(kept.file());
            if (Files.exists(file)) {
                hashes.put(kept.file(), HexFormat.of().formatHex(CanonicalJson.digest(Files.readAllBytes(file))));
            }
        }
        var text = new StringBuilder();
        hashes.forEach((name, hash) -> text.append(hash).append("  ").append(name).append('\n'));
        return text.toString();
    }
}
