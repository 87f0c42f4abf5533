package io.dealledger.api.connector.salesforce.pubsub;

import static io.dealledger.api.connector.salesforce.pubsub.PublishedProtocol.CONSUMER_EVENT;
import static io.dealledger.api.connector.salesforce.pubsub.PublishedProtocol.FETCH_RESPONSE;
import static io.dealledger.api.connector.salesforce.pubsub.PublishedProtocol.PRODUCER_EVENT;
import static io.dealledger.api.connector.salesforce.pubsub.PublishedProtocol.SCHEMA_INFO;
import static io.dealledger.api.connector.salesforce.pubsub.PublishedProtocol.member;
import static io.dealledger.api.connector.salesforce.pubsub.PublishedProtocol.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import io.dealledger.api.json.JsonTree;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The vendor's event bus: sends what it is told to, then ends the line as it is told to. */
public final class PubSubServer implements AutoCloseable {
    private final Server server;
    private final List<DynamicMessage> script = new ArrayList<>();
    private final List<DynamicMessage> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<Metadata> headers = Collections.synchronizedList(new ArrayList<>());
    private final List<String> schemasAsked = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> schemas = new ConcurrentHashMap<>();
    private volatile int lastRequest = 1;
    private volatile Status end = Status.UNAVAILABLE.withDescription("maintenance");

    public PubSubServer() {
        var service = ServerServiceDefinition.builder("eventbus.v1.PubSub")
                .addMethod(PublishedProtocol.SUBSCRIBE, ServerCalls.asyncBidiStreamingCall(this::subscribe))
                .addMethod(PublishedProtocol.GET_SCHEMA, ServerCalls.asyncUnaryCall(this::schema)).build();
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .addService(ServerInterceptors.intercept(service, new Remembering(headers))).build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** A published message, as in the fixtures. */
    public PubSubServer sends(byte[] fixture) {
        Map<?, ?> answer = JsonTree.parseObject(fixture);
        List<DynamicMessage> events = ((List<?>) Objects.requireNonNull(answer.get("events"))).stream()
                .map(each -> (Map<?, ?>) each).map(each -> {
                    Map<?, ?> event = (Map<?, ?>) Objects.requireNonNull(each.get("event"));
                    return message(CONSUMER_EVENT, "event",
                            message(PRODUCER_EVENT, "id", Objects.requireNonNull(event.get("id")), "schema_id",
                                    Objects.requireNonNull(event.get("schemaId")), "payload",
                                    bytes(Objects.requireNonNull(event.get("payload")))),
                            "replay_id",
                            bytes(Objects.requireNonNull(each.get("replayId"))));
                }).toList();
        script.add(message(FETCH_RESPONSE, "events", events, "latest_replay_id",
                bytes(Objects.requireNonNull(answer.get("latestReplayId")))));
        return this;
    }

    public PubSubServer knows(byte[] fixture) {
        Map<?, ?> schema = JsonTree.parseObject(fixture);
        schemas.put((String) Objects.requireNonNull(schema.get("schemaId")),
                (String) Objects.requireNonNull(schema.get("schemaJson")));
        return this;
    }

    public void endsWith(Status status) {
        end = status;
    }

    /** By default after the first request of each line. */
    public void endsAfterRequest(int number) {
        lastRequest = number;
    }

    public void forgetScript() {
        script.clear();
    }

    /** Each request: topic, preset, position and how many events. */
    public List<String> asked() {
        return List.copyOf(requests).stream().map(request -> member(request, "topic_name") + " "
                + member(request, "replay_preset") + " " + Base64.getEncoder().encodeToString(
                        ((ByteString) member(request, "replay_id")).toByteArray())
                + " " + member(request, "num_requested")).toList();
    }

    public List<String> schemasAsked() {
        return List.copyOf(schemasAsked);
    }

    public String header(String name) {
        return String.valueOf(headers.getFirst().get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
    }

    private StreamObserver<DynamicMessage> subscribe(StreamObserver<DynamicMessage> answers) {
        return new StreamObserver<>() {
            private int received;

            @Override
            public void onNext(DynamicMessage request) {
                requests.add(request);
                if (++received == 1) {
                    script.forEach(answers::onNext);
                }
                if (received == lastRequest) {
                    answers.onError(end.asRuntimeException());
                }
            }

            @Override
            public void onError(Throwable problem) {
                // the client went away
            }

            @Override
            public void onCompleted() {
                answers.onCompleted();
            }
        };
    }

    private void schema(DynamicMessage request, StreamObserver<DynamicMessage> answer) {
        String id = (String) member(request, "schema_id");
        schemasAsked.add(id);
        answer.onNext(message(SCHEMA_INFO, "schema_json", schemas.getOrDefault(id, ""), "schema_id", id));
        answer.onCompleted();
    }

    private static ByteString bytes(Object base64) {
        return ByteString.copyFrom(Base64.getDecoder().decode((String) base64));
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private record Remembering(List<Metadata> seen) implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers,
                ServerCallHandler<Q, A> next) {
            seen.add(headers);
            return next.startCall(call, headers);
        }
    }
}
