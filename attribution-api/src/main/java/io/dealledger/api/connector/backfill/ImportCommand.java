package io.dealledger.api.connector.backfill;

import io.dealledger.api.connector.mapping.MappingDocument;
import io.dealledger.api.connector.mapping.MappingReader;
import io.dealledger.api.connector.mapping.UnreadableMappingException;
import io.dealledger.json.CanonicalJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Sends exports to a running service, part by part. Where it stopped needs no remembering: the service knows each part by
 * its bytes, and a part that it has is answered at once.
 */
@Command(name = "import", mixinStandardHelpOptions = true, description = {
    "Has a running service take exports in, through a mapping document. The same command goes on where an earlier one",
    "stopped, however it ended. Exit code 1 where a file could not be taken to its end."})
public final class ImportCommand implements Callable<Integer> {
    private static final int DEFAULT_ROWS = 2_000;
    private static final long JSON_LIMIT = 64L << 20;

    @Option(names = "--connector", required = true, paramLabel = "NAME", description = "whose records these are; made where there is none of that name")
    private String connector = "";

    @Option(names = "--mapping", required = true, paramLabel = "FILE", description = "what the records mean; put in force for the connector")
    private Path mapping = Path.of("");

    @Option(names = "--feed", paramLabel = "NAME", defaultValue = "import", description = "the last part of the address, and the label of the streams to read (default: ${DEFAULT-VALUE})")
    private String feed = "";

    @Option(names = "--dry-run", description = "stores no record: counts what would be said, and shows the first problems")
    private boolean dryRun;

    @Option(names = "--again", description = "reads parts that were imported before once more")
    private boolean again;

    @Option(names = "--block-rows", paramLabel = "N", defaultValue = ""
            + DEFAULT_ROWS, description = "rows of a CSV file that are sent together (default: ${DEFAULT-VALUE})")
    private int blockRows;

    @Option(names = "--url", paramLabel = "URL", defaultValue = "http://127.0.0.1:8080", description = "where the service answers (default: ${DEFAULT-VALUE})")
    private URI url = URI.create("");

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "exports, CSV or JSON as the mapping says")
    private List<Path> files = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        if (blockRows < 1) {
            err.println("--block-rows is " + blockRows + "; accepted: 1 or more");
            return 2;
        }
        try (var service = new Service(url, connector, err)) {
            byte[] document = Files.readAllBytes(mapping);
            MappingDocument.Input input = new MappingReader().read(mapping.toString(), document).input();
            String version = dryRun ? service.keepMapping(document) : service.putMapping(document);
            String parameters = dryRun ? "dry_run=true&mapping=" + version : "again=" + again;
            for (Path file : files) {
                FileReport report = take(service, parameters, file, input);
                spec.commandLine().getOut().println(CanonicalJson.write(report.json(version, dryRun)));
            }
            return 0;
        } catch (IOException | UncheckedIOException e) {
            err.println("cannot be read: " + e.getMessage());
        } catch (UnreadableMappingException | Service.RefusedException e) {
            err.println(e.getMessage());
        }
        return 1;
    }

    private FileReport take(Service service, String parameters, Path file, MappingDocument.Input input)
            throws IOException, InterruptedException, Service.RefusedException {
        var report = new FileReport(file.toString());
        String name = sha256(file) + " " + file.getFileName();
        long size = Files.size(file);
        try (ProgressBar bar = new ProgressBarBuilder().setTaskName(String.valueOf(file.getFileName()))
                .setInitialMax(size).setUnit(" MB", 1 << 20).showSpeed().build()) {
            if (input.format() == MappingDocument.Format.CSV && isLikeAscii(input.charset())) {
                try (var blocks = new CsvBlocks(Files.newInputStream(file), input.delimiter(), blockRows)) {
                    for (Block block = blocks.next(); block != null; block = blocks.next()) {
                        show(report, block, service.send(feed, parameters, block, name), bar);
                    }
                }
            } else if (size <= JSON_LIMIT) {
                var whole = new Block(Files.readAllBytes(file), 1, 1, size);
                show(report, whole, service.send(feed, parameters, whole, name), bar);
            } else {
                throw new Service.RefusedException(file + " has " + size + " bytes; accepted: at most " + JSON_LIMIT
                        + " of a format that cannot be cut into rows. Split it.");
            }
            bar.stepTo(size);
        }
        return report;
    }

    private static void show(FileReport report, Block block, Map<String, @Nullable Object> answer, ProgressBar bar) {
        report.add(block, answer);
        bar.stepTo(block.consumed());
        bar.setExtraMessage(" " + report.rows() + " rows, " + report.facts() + " facts");
    }

    private static boolean isLikeAscii(Charset charset) {
        return Arrays.equals("\"\r\n".getBytes(charset), new byte[]{'"', '\r', '\n'});
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
            byte[] buffer = new byte[1 << 16];
            while (in.read(buffer) >= 0) {
                // the digest sees what is read
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
