package io.dealledger.api.store;

import io.axoniq.axonserver.grpc.control.ClientIdentification;
import io.axoniq.axonserver.grpc.control.NodeInfo;
import io.axoniq.axonserver.grpc.control.PlatformInboundInstruction;
import io.axoniq.axonserver.grpc.control.PlatformInfo;
import io.axoniq.axonserver.grpc.control.PlatformOutboundInstruction;
import io.axoniq.axonserver.grpc.control.PlatformServiceGrpc.PlatformServiceImplBase;
import io.axoniq.axonserver.grpc.event.Confirmation;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc.EventStoreImplBase;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.event.GetEventsRequest;
import io.axoniq.axonserver.grpc.event.GetLastTokenRequest;
import io.axoniq.axonserver.grpc.event.TrackingToken;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * As much of an Axon Server as an event log needs, over its published protocol: it takes a transaction whole or not at all,
 * wants the next sequence of each aggregate, and gives tokens without gaps from 0.
 */
final class AxonServerStandIn implements AutoCloseable {
    /** What is to go wrong with the next transaction. */
    enum Trouble {
        /** It is taken, and the answer is lost. */
        LOST_ANSWER,
        /** It is not taken. */
        REFUSAL,
        /** Another client's event is taken first. */
        OVERTAKEN
    }

    private final List<Event> events = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final AtomicReference<@Nullable Trouble> next = new AtomicReference<>();
    private final Server server;
    private final int port;

    AxonServerStandIn() {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .addService(new Platform()).addService(new EventStore()).build().start();
            port = server.getPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return port;
    }

    void troubleNext(Trouble trouble) {
        next.set(trouble);
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** What {@code Trouble.OVERTAKEN} puts before a transaction: a copy of the last event in a stream of its own. */
    private synchronized void overtake() {
        Event last = events.getLast();
        take(List.of(last.toBuilder().setAggregateIdentifier("company/overtaken").setAggregateSequenceNumber(
                sequences.getOrDefault("company/overtaken", -1L) + 1)
                .setMessageIdentifier(UUID.randomUUID().toString()).build()));
    }

    private synchronized boolean take(List<Event> transaction) {
        var grown = new HashMap<>(sequences);
        for (Event event : transaction) {
            long expected = grown.getOrDefault(event.getAggregateIdentifier(), -1L) + 1;
            if (event.getAggregateSequenceNumber() != expected) {
                return false;
            }
            grown.put(event.getAggregateIdentifier(), expected);
        }
        sequences.putAll(grown);
        events.addAll(transaction);
        return true;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static <T> void answer(StreamObserver<T> to, T answer) {
        to.onNext(answer);
        to.onCompleted();
    }

    private final class EventStore extends EventStoreImplBase {
        @Override
        public StreamObserver<Event> appendEvent(StreamObserver<Confirmation> confirmation) {
            return new Receiving<>() {
                private final List<Event> transaction = new ArrayList<>();

                @Override
                public void onNext(Event event) {
                    transaction.add(event);
                }

                @Override
                public void onCompleted() {
                    Trouble trouble = next.getAndSet(null);
                    if (trouble == Trouble.OVERTAKEN) {
                        overtake();
                    }
                    boolean taken = trouble != Trouble.REFUSAL && take(transaction);
                    if (taken && trouble != Trouble.LOST_ANSWER) {
                        answer(confirmation, Confirmation.newBuilder().setSuccess(true).build());
                    } else {
                        confirmation.onError(Status.UNAVAILABLE.withDescription("in trouble").asRuntimeException());
                    }
                }
            };
        }

        @Override
        public StreamObserver<GetEventsRequest> listEvents(StreamObserver<EventWithToken> to) {
            return new Receiving<>() {
                private long token = -1;

                @Override
                public void onNext(GetEventsRequest request) {
                    if (token < 0) {
                        token = request.getTrackingToken();
                    }
                    List<Event> all = events();
                    for (long permits = request.getNumberOfPermits(); permits > 0 && token < all.size(); permits--) {
                        to.onNext(EventWithToken.newBuilder().setToken(token).setEvent(all.get((int) token)).build());
                        token++;
                    }
                }

                @Override
                public void onCompleted() {
                    to.onCompleted();
                }
            };
        }

        @Override
        public void getLastToken(GetLastTokenRequest request, StreamObserver<TrackingToken> to) {
            answer(to, TrackingToken.newBuilder().setToken(events().size() - 1L).build());
        }
    }

    private final class Platform extends PlatformServiceImplBase {
        @Override
        public void getPlatformServer(ClientIdentification client, StreamObserver<PlatformInfo> to) {
            answer(to, PlatformInfo.newBuilder().setSameConnection(true)
                    .setPrimary(NodeInfo.newBuilder().setNodeName("stand-in").setHostName("127.0.0.1")
                            .setGrpcPort(port()))
                    .build());
        }

        @Override
        public StreamObserver<PlatformInboundInstruction> openStream(
                StreamObserver<PlatformOutboundInstruction> to) {
            return new Receiving<>() {
                @Override
                public void onNext(PlatformInboundInstruction instruction) {
                    // a client reports what it does; nothing is asked of it
                }

                @Override
                public void onCompleted() {
                    to.onCompleted();
                }
            };
        }
    }

    private abstract static class Receiving<T> implements StreamObserver<T> {
        @Override
        public void onError(Throwable gone) {
            // the client has hung up
        }
    }
}
