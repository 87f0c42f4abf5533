package io.dealledger.api.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A network between the ledger and its database that loses a message when told to. */
final class CuttingProxy implements AutoCloseable {
    enum Cut {
        /** The append arrives and is committed; its answer never does. */
        THE_ANSWER,
        /** The append never arrives. */
        THE_REQUEST,
        /** The append is still on its way when the client has given the connection up; see {@link #deliverLate}. */
        DELAY_THE_REQUEST,
        /** The append never arrives, all other connections go with it, and no new one is let through. */
        EVERYTHING
    }

    private static final byte[] APPEND = "ledger.ledger_append".getBytes(US_ASCII);
    private static final int BUFFER = 1 << 20;

    private final int serverPort;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger spared = new AtomicInteger();
    private final AtomicReference<@Nullable Cut> next = new AtomicReference<>();
    private final CompletableFuture<Runnable> late = new CompletableFuture<>();
    private final CompletableFuture<Void> refused = new CompletableFuture<>();
    private volatile boolean refusing;

    CuttingProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Cuts the connection of the next append. */
    void cutNext(Cut cut) {
        cutAfter(0, cut);
    }

    /** Lets some appends through, and cuts the connection of the next. */
    void cutAfter(int appends, Cut cut) {
        spared.set(appends);
        next.set(cut);
    }

    /** Hands the delayed append to the server, and returns when the server has answered it. */
    void deliverLate() throws Exception {
        late.get().run();
    }

    /** Returns once a connection was refused. */
    void awaitRefusal() throws Exception {
        refused.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                if (refusing) {
                    client.close();
                    refused.complete(null);
                    continue;
                }
                var server = new Socket();
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
                sockets.addAll(List.of(client, server));
                new Pipe(client, server).start();
            }
        } catch (IOException _) { // closed
        }
    }

    /** One connection. After a while the driver sends a statement's number in place of its text. */
    private final class Pipe {
        private final Socket client;
        private final Socket server;
        private final CompletableFuture<Void> answered = new CompletableFuture<>();
        private volatile boolean appends;
        private volatile boolean loseAnswers;

        Pipe(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void start() {
            threads.execute(this::toServer);
            threads.execute(this::toClient);
        }

        private void toServer() {
            try {
                InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream();
                byte[] buffer = new byte[BUFFER];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    byte[] message = Arrays.copyOf(buffer, n);
                    appends |= contains(message, APPEND);
                    Cut cut = appends && spared.getAndDecrement() <= 0 ? next.getAndSet(null) : null;
                    if (cut == null) {
                        out.write(message);
                    } else if (!passOn(cut, message, out)) {
                        return;
                    }
                }
                server.close();
            } catch (IOException _) { // cut
            }
        }

        private boolean passOn(Cut cut, byte[] message, OutputStream out) throws IOException {
            switch (cut) {
                case THE_ANSWER -> {
                    loseAnswers = true;
                    out.write(message);
                    return true;
                }
                case THE_REQUEST -> {
                    client.close();
                    server.close();
                    return false;
                }
                case DELAY_THE_REQUEST -> {
                    loseAnswers = true;
                    late.complete(() -> deliver(message, out));
                    client.close();
                    return false;
                }
                case EVERYTHING -> {
                    refusing = true;
                    for (Socket socket : sockets) {
                        socket.close();
                    }
                    return false;
                }
            }
            return false;
        }

        private void deliver(byte[] message, OutputStream out) {
            try {
                out.write(message);
                answered.join();
            } catch (IOException e) {
                throw new IllegalStateException("the server hung up on the late append", e);
            }
        }

        private void toClient() {
            try {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                byte[] buffer = new byte[BUFFER];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (loseAnswers) {
                        answered.complete(null);
                        client.close();
                        server.close();
                        return;
                    }
                    out.write(buffer, 0, n);
                }
                client.close();
            } catch (IOException _) { // cut
            }
        }
    }

    private static boolean contains(byte[] text, byte[] part) {
        for (int i = 0; i + part.length <= text.length; i++) {
            if (Arrays.equals(text, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
