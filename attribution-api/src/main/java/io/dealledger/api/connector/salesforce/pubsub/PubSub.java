package io.dealledger.api.connector.salesforce.pubsub;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of the published protocol {@code eventbus.v1.PubSub} that a subscriber speaks. Its few messages are read and
 * written here field by field, so that building needs no compiler for them; unknown fields are passed over.
 */
final class PubSub {
    private static final String SERVICE = "eventbus.v1.PubSub";

    static final MethodDescriptor<FetchRequest, FetchResponse> SUBSCRIBE = MethodDescriptor
            .newBuilder(marshaller(FetchRequest::write, FetchRequest::read),
                    marshaller(FetchResponse::write, FetchResponse::read))
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Subscribe")).build();

    static final MethodDescriptor<SchemaRequest, SchemaInfo> GET_SCHEMA = MethodDescriptor
            .newBuilder(marshaller(SchemaRequest::write, SchemaRequest::read),
                    marshaller(SchemaInfo::write, SchemaInfo::read))
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "GetSchema")).build();

    private PubSub() {}

    /** From where on events are wanted. */
    enum Preset {
        LATEST, EARLIEST, CUSTOM
    }

    /** @param replayId opaque: events after it are wanted; empty unless {@code CUSTOM} */
    record FetchRequest(String topic, Preset preset, ByteString replayId, int wanted) {
        void write(CodedOutputStream out) throws IOException {
            out.writeString(1, topic);
            out.writeEnum(2, preset.ordinal());
            out.writeBytes(3, replayId);
            out.writeInt32(4, wanted);
        }

        static FetchRequest read(CodedInputStream in) throws IOException {
            String topic = "";
            Preset preset = Preset.LATEST;
            ByteString replayId = ByteString.EMPTY;
            int wanted = 0;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> topic = in.readString();
                    case 2 -> preset = Preset.values()[in.readEnum()];
                    case 3 -> replayId = in.readBytes();
                    case 4 -> wanted = in.readInt32();
                    default -> in.skipField(tag);
                }
            }
            return new FetchRequest(topic, preset, replayId, wanted);
        }
    }

    /** @param payload one Avro datum without a container's header */
    record Event(String id, String schemaId, ByteString payload, ByteString replayId) {
        /** As {@code ConsumerEvent} with its {@code ProducerEvent}. */
        byte[] bytes() {
            byte[] produced = encoded(out -> {
                out.writeString(1, id);
                out.writeString(2, schemaId);
                out.writeBytes(3, payload);
            });
            return encoded(out -> {
                out.writeByteArray(1, produced);
                out.writeBytes(2, replayId);
            });
        }

        static Event of(CodedInputStream in) throws IOException {
            var produced = new Event("", "", ByteString.EMPTY, ByteString.EMPTY);
            ByteString replayId = ByteString.EMPTY;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> produced = produced(in.readBytes().newCodedInput());
                    case 2 -> replayId = in.readBytes();
                    default -> in.skipField(tag);
                }
            }
            return new Event(produced.id, produced.schemaId, produced.payload, replayId);
        }

        private static Event produced(CodedInputStream in) throws IOException {
            String id = "";
            String schemaId = "";
            ByteString payload = ByteString.EMPTY;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> id = in.readString();
                    case 2 -> schemaId = in.readString();
                    case 3 -> payload = in.readBytes();
                    default -> in.skipField(tag);
                }
            }
            return new Event(id, schemaId, payload, ByteString.EMPTY);
        }
    }

    /** @param pending how many events the server may still send before it is asked for more */
    record FetchResponse(List<Event> events, ByteString latestReplayId, String rpcId, int pending) {
        void write(CodedOutputStream out) throws IOException {
            for (Event event : events) {
                out.writeByteArray(1, event.bytes());
            }
            out.writeBytes(2, latestReplayId);
            out.writeString(3, rpcId);
            out.writeInt32(4, pending);
        }

        static FetchResponse read(CodedInputStream in) throws IOException {
            var events = new ArrayList<Event>();
            ByteString latest = ByteString.EMPTY;
            String rpcId = "";
            int pending = 0;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> events.add(Event.of(in.readBytes().newCodedInput()));
                    case 2 -> latest = in.readBytes();
                    case 3 -> rpcId = in.readString();
                    case 4 -> pending = in.readInt32();
                    default -> in.skipField(tag);
                }
            }
            return new FetchResponse(events, latest, rpcId, pending);
        }
    }

    record SchemaRequest(String schemaId) {
        void write(CodedOutputStream out) throws IOException {
            out.writeString(1, schemaId);
        }

        static SchemaRequest read(CodedInputStream in) throws IOException {
            String schemaId = "";
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> schemaId = in.readString();
                    default -> in.skipField(tag);
                }
            }
            return new SchemaRequest(schemaId);
        }
    }

    record SchemaInfo(String json, String schemaId) {
        void write(CodedOutputStream out) throws IOException {
            out.writeString(1, json);
            out.writeString(2, schemaId);
        }

        static SchemaInfo read(CodedInputStream in) throws IOException {
            String json = "";
            String schemaId = "";
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> json = in.readString();
                    case 2 -> schemaId = in.readString();
                    default -> in.skipField(tag);
                }
            }
            return new SchemaInfo(json, schemaId);
        }
    }

    private interface Writing<T> {
        void write(T message, CodedOutputStream out) throws IOException;
    }

    private interface Reading<T> {
        T read(CodedInputStream in) throws IOException;
    }

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] encoded(Fields fields) {
        var bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static <T> MethodDescriptor.Marshaller<T> marshaller(Writing<T> writing, Reading<T> reading) {
        return new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(T message) {
                return new ByteArrayInputStream(encoded(out -> writing.write(message, out)));
            }

            @Override
            public T parse(InputStream stream) {
                try {
                    return reading.read(CodedInputStream.newInstance(stream));
                } catch (IOException e) {
                    throw Status.INTERNAL.withDescription("a message that cannot be read").withCause(e)
                            .asRuntimeException();
                }
            }
        };
    }
}
