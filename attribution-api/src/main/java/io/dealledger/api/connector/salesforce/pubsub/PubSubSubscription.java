package io.dealledger.api.connector.salesforce.pubsub;

import com.google.protobuf.ByteString;
import io.dealledger.api.connector.Subscription;
import io.dealledger.api.connector.salesforce.pubsub.PubSub.Event;
import io.dealledger.api.connector.salesforce.pubsub.PubSub.FetchRequest;
import io.dealledger.api.connector.salesforce.pubsub.PubSub.FetchResponse;
import io.dealledger.api.connector.salesforce.pubsub.PubSub.Preset;
import io.dealledger.api.connector.transport.VendorApi;
import io.dealledger.api.connector.transport.VendorUnavailableException;
import io.dealledger.json.CanonicalJson;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One topic, from where it was left. Events are asked for as they are counted in, never more than a hundred ahead, and
 * where the reading stands is kept with their facts. A position that the vendor does not know any more is never replaced
 * by the newest one: all that is still there is read again, and that something may be missing is said.
 *
 * @param silence after which the line counts as dead: the vendor says that it is there every 270 seconds
 */
public record PubSubSubscription(String topic, URI server, String tenant, VendorApi api,
        Duration silence) implements Subscription {
    private static final int AHEAD = 100;
    private static final String REPLAY = "replay_id";

    /** @throws IllegalArgumentException if the server's address is neither https nor on this machine */
    public PubSubSubscription {
        VendorApi.requireSafe("crm.pub-sub", server);
    }

    @Override
    public String name() {
        return topic;
    }

    @Override
    public void run(Inbox inbox) throws InterruptedException {
        ManagedChannel channel = channel();
        try {
            listen(inbox, ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers())));
        } finally {
            channel.shutdownNow();
        }
    }

    private ManagedChannel channel() {
        var builder = NettyChannelBuilder.forAddress(server.getHost(), server.getPort());
        return ("https".equals(server.getScheme()) ? builder.useTransportSecurity() : builder.usePlaintext()).build();
    }

    private Metadata headers() {
        var headers = new Metadata();
        headers.put(key("accesstoken"), Objects.requireNonNullElse(api.token(), ""));
        headers.put(key("instanceurl"), api.settings().url().toString());
        headers.put(key("tenantid"), tenant);
        return headers;
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    private void listen(Inbox inbox, Channel channel) throws InterruptedException {
        var incoming = new LinkedBlockingQueue<Signal>();
        StreamObserver<FetchRequest> outgoing = ClientCalls.asyncBidiStreamingCall(
                channel.newCall(PubSub.SUBSCRIBE, CallOptions.DEFAULT), new Queueing(incoming));
        outgoing.onNext(first(inbox.cursor()));
        int ahead = AHEAD;
        while (true) {
            Signal signal = incoming.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
            switch (signal) {
                case null -> {
                    outgoing.onError(Status.CANCELLED.asRuntimeException());
                    throw new VendorUnavailableException("topic " + topic + " was silent for " + silence.toSeconds()
                            + " seconds");
                }
                case Ended(Status status) -> {
                    ended(inbox, status);
                    return;
                }
                case Arrived(FetchResponse response) -> {
                    take(inbox, channel, response);
                    ahead -= response.events().size();
                    if (ahead <= AHEAD / 2) {
                        outgoing.onNext(new FetchRequest(topic, Preset.LATEST, ByteString.EMPTY, AHEAD - ahead));
                        ahead = AHEAD;
                    }
                }
            }
        }
    }

    /** All that there is where nothing was ever read. */
    private FetchRequest first(@Nullable Map<String, @Nullable Object> cursor) {
        return cursor != null && cursor.get(REPLAY) instanceof String replayId
                ? new FetchRequest(topic, Preset.CUSTOM, ByteString.copyFrom(Base64.getDecoder().decode(replayId)),
                        AHEAD)
                : new FetchRequest(topic, Preset.EARLIEST, ByteString.EMPTY, AHEAD);
    }

    private void take(Inbox inbox, Channel channel, FetchResponse response) {
        var cursor = new LinkedHashMap<String, @Nullable Object>();
        cursor.put("at", inbox.now().toString());
        cursor.put(REPLAY, base64(response.events().isEmpty()
                ? response.latestReplayId()
                : response.events().getLast().replayId()));
        if (response.events().isEmpty()) {
            inbox.keep(cursor); // an old position would be forgotten by the vendor while nothing happens
            return;
        }
        var schemas = new TreeMap<String, String>();
        for (Event event : response.events()) {
            schemas.computeIfAbsent(event.schemaId(), id -> ClientCalls.blockingUnaryCall(channel, PubSub.GET_SCHEMA,
                    CallOptions.DEFAULT.withDeadlineAfter(silence.toMillis(), TimeUnit.MILLISECONDS),
                    new PubSub.SchemaRequest(id)).json());
        }
        List<Map<String, Object>> events = response.events().stream().map(event -> Map.<String, Object>of("event",
                Map.of("id", event.id(), "schemaId", event.schemaId(), "payload", base64(event.payload())), "replayId",
                base64(event.replayId()))).toList();
        inbox.take(bytes(Map.of("events", events, "latestReplayId", base64(response.latestReplayId()), "schemas",
                schemas)), cursor);
    }

    private void ended(Inbox inbox, Status status) {
        String why = String.valueOf(status.getDescription());
        if (status.getCode() == Status.Code.UNAUTHENTICATED) {
            api.renewToken();
        }
        if (why.contains("replayid.")) {
            inbox.take(bytes(Map.of("subscription_lost", Map.of("topic", topic, "since", since(inbox), "until",
                    inbox.now().toString(), "reason", why))), Map.of());
        }
        throw new VendorUnavailableException("topic " + topic + " ended: " + status.getCode() + ", " + why);
    }

    /** When the lost position was kept. */
    private static String since(Inbox inbox) {
        var cursor = inbox.cursor();
        return cursor != null && cursor.get("at") instanceof String at ? at : inbox.now().toString();
    }

    private static byte[] bytes(Map<String, ?> members) {
        return CanonicalJson.write(members).getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(ByteString bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private sealed interface Signal {
    }

    private record Arrived(FetchResponse response) implements Signal {}

    private record Ended(Status status) implements Signal {}

    private record Queueing(BlockingQueue<Signal> signals) implements StreamObserver<FetchResponse> {
        @Override
        public void onNext(FetchResponse response) {
            signals.add(new Arrived(response));
        }

        @Override
        public void onError(Throwable problem) {
            Metadata trailers = Status.trailersFromThrowable(problem);
            String code = trailers == null ? null : trailers.get(key("error-code"));
            Status status = Status.fromThrowable(problem);
            signals.add(new Ended(code == null ? status : status.augmentDescription(code)));
        }

        @Override
        public void onCompleted() {
            signals.add(new Ended(Status.UNAVAILABLE.withDescription("the server closed the line")));
        }
    }
}
