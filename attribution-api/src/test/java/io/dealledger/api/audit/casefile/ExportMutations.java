package io.dealledger.api.audit.casefile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes an export at random: a bit of any file, or its events as a forger would, and puts it back. */
final class ExportMutations {
    private final Path folder;
    private final List<Path> files;
    private final SplittableRandom random;

    ExportMutations(Path folder, SplittableRandom random) throws IOException {
        this.folder = folder;
        this.random = random;
        try (Stream<Path> list = Files.list(folder)) {
            this.files = list.sorted().toList();
        }
    }

    /** @return what was done, and what the verifier says of it; null if it found nothing */
    record Finding(String what, @Nullable String fault) {}

    Finding next(int number) throws IOException {
        return number % 4 == 3 ? reordered(number / 4 % 5) : flipped(files.get(random.nextInt(files.size())));
    }

    private Finding flipped(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = whole.clone();
        int at = random.nextInt(changed.length);
        changed[at] ^= (byte) (1 << random.nextInt(8));
        return verified("byte " + at + " of " + file.getFileName(), file, whole, changed);
    }

    private Finding reordered(int how) throws IOException {
        Path file = folder.resolve(CaseFiles.EVENTS);
        byte[] whole = Files.readAllBytes(file);
        var lines = new ArrayList<>(new String(whole, UTF_8).lines().toList());
        int at = random.nextInt(lines.size());
        int other = (at + 1 + random.nextInt(lines.size() - 1)) % lines.size();
        String what = switch (how) {
            case 0 -> "dropped " + lines.remove(at).substring(0, 0) + at;
            case 1 ->
                "swapped " + lines.set(at, lines.set(other, lines.get(at))).substring(0, 0) + at + " and " + other;
            case 2 -> {
                lines.add(at, lines.get(other));
                yield "inserted " + other + " at " + at;
            }
            case 3 -> {
                lines.subList(at, lines.size()).clear();
                yield "cut off at " + at;
            }
            default -> {
                // the salt is what nothing else in the event depends on
                lines.set(at, lines.get(at).replaceFirst("\"salt\":\"[0-9a-f]{8}", "\"salt\":\"%08x"
                        .formatted(random.nextInt())));
                yield "salted " + at;
            }
        };
        return verified(what, file, whole, (String.join("\n", lines) + (lines.isEmpty() ? "" : "\n")).getBytes(UTF_8));
    }

    private Finding verified(String what, Path file, byte[] whole, byte[] changed) throws IOException {
        Files.write(file, changed);
        try {
            var _ = LedgerVerifier.verify(new LedgerSource.Export(folder), List.of(), List.of(), (_, _) -> {});
            return new Finding(what, Arrays.equals(whole, changed) ? "nothing was changed" : null);
        } catch (FaultFoundException e) {
            return new Finding(what, String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            return new Finding(what, e.toString());
        } finally {
            Files.write(file, whole);
        }
    }
}
