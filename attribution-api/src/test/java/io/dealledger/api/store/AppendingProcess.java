package io.dealledger.api.store;

import java.nio.file.Path;
import java.util.concurrent.Executors;

/** A ledger in a process of its own, appending until it is killed. Prints a line for each append once it is durable. */
final class AppendingProcess {
    private static final int WRITERS = 8;

    private AppendingProcess() {}

    /** @param arguments data folder, prefix of the streams */
    public static void main(String[] arguments) {
        EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]));
        RunningLedger ledger = RunningLedger.on(database);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < WRITERS; writer++) {
                String prefix = arguments[1] + "-" + writer + "-";
                threads.execute(() -> appendForEver(ledger, prefix));
            }
        }
    }

    private static void appendForEver(RunningLedger ledger, String prefix) {
        for (int i = 0;; i++) {
            String stream = "account/" + prefix + i;
            var request = Appends.withKey(Appends.to(stream, 0, 1 + i % 3, Appends.MARCH_30), "crm", stream);
            switch (ledger.pipeline.append(request).join()) {
                case AppendOutcome.Appended(long first) -> System.out.println("acknowledged " + first + " " + stream);
                case AppendOutcome lost -> throw new IllegalStateException(stream + ": " + lost);
            }
        }
    }
}
