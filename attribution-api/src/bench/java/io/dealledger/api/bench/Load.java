package io.dealledger.api.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * Clients that append one unit after the other. Not counted for the first half of the time: the first change of a page after
 * a checkpoint is far dearer than the ones that follow, and all engines begin after a checkpoint.
 *
 * @param unit events of one unit
 */
record Load(String name, int clients, int unit) {
    static final List<Load> ALL = List.of(new Load("append 32x1", 32, 1), new Load("append 1x100", 1, 100),
            new Load("append 4x500", 4, 500), new Load("append 1x1", 1, 1));

    /** What one client did. */
    private record Client(long events, long[] nanos) {}

    /** @param p50Nanos of one unit, from call to durable */
    record Result(double eventsPerSecond, double p50Nanos) {}

    Result run(Engine engine, long seed, String author, long millis) throws InterruptedException, ExecutionException {
        long start = System.nanoTime() + millis * 1_000_000;
        long end = start + millis * 1_000_000;
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            var running = new ArrayList<Future<Client>>();
            for (int i = 0; i < clients; i++) {
                String name = author + i;
                Callable<Client> client = () -> client(engine, new Author(seed, name), start, end);
                running.add(threads.submit(client));
            }
            long events = 0;
            var nanos = LongStream.builder();
            for (Future<Client> each : running) {
                events += each.get().events();
                Arrays.stream(each.get().nanos()).forEach(nanos::add);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long[] sorted = nanos.build().sorted().toArray();
            return new Result(events / seconds, sorted[sorted.length / 2]);
        }
    }

    private Client client(Engine engine, Author author, long start, long end) throws Exception {
        long events = 0;
        var nanos = LongStream.builder();
        do {
            Unit written = author.write(unit);
            long before = System.nanoTime();
            engine.append(written);
            if (before >= start) {
                nanos.add(System.nanoTime() - before);
                events += unit;
            }
        } while (System.nanoTime() < end);
        return new Client(events, nanos.build().toArray());
    }
}
