package io.dealledger.api.connector.salesforce.pubsub;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The vendor's protocol by its published field numbers, spoken by the protobuf library and not by our own code. */
final class PublishedProtocol {
    private static final FileDescriptor FILE = file();
    static final Descriptor FETCH_REQUEST = FILE.findMessageTypeByName("FetchRequest");
    static final Descriptor FETCH_RESPONSE = FILE.findMessageTypeByName("FetchResponse");
    static final Descriptor CONSUMER_EVENT = FILE.findMessageTypeByName("ConsumerEvent");
    static final Descriptor PRODUCER_EVENT = FILE.findMessageTypeByName("ProducerEvent");
    static final Descriptor SCHEMA_INFO = FILE.findMessageTypeByName("SchemaInfo");
    static final MethodDescriptor<DynamicMessage, DynamicMessage> SUBSCRIBE = method(
            MethodDescriptor.MethodType.BIDI_STREAMING, "Subscribe", FETCH_REQUEST, FETCH_RESPONSE);
    static final MethodDescriptor<DynamicMessage, DynamicMessage> GET_SCHEMA = method(
            MethodDescriptor.MethodType.UNARY, "GetSchema", FILE.findMessageTypeByName("SchemaRequest"), SCHEMA_INFO);

    private PublishedProtocol() {}

    static DynamicMessage message(Descriptor type, Object... members) {
        var message = DynamicMessage.newBuilder(type);
        for (int i = 0; i < members.length; i += 2) {
            message.setField(type.findFieldByName((String) members[i]), members[i + 1]);
        }
        return message.build();
    }

    static Object member(DynamicMessage message, String name) {
        return message.getField(message.getDescriptorForType().findFieldByName(name));
    }

    private static MethodDescriptor<DynamicMessage, DynamicMessage> method(MethodDescriptor.MethodType type,
            String name, Descriptor request, Descriptor response) {
        return MethodDescriptor.newBuilder(marshaller(request), marshaller(response)).setType(type)
                .setFullMethodName("eventbus.v1.PubSub/" + name).build();
    }

    private static MethodDescriptor.Marshaller<DynamicMessage> marshaller(Descriptor type) {
        return new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(DynamicMessage message) {
                return message.toByteString().newInput();
            }

            @Override
            public DynamicMessage parse(InputStream stream) {
                try {
                    return DynamicMessage.parseFrom(type, stream);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    private static FileDescriptor file() {
        var file = FileDescriptorProto.newBuilder().setName("pubsub_api.proto").setPackage("eventbus.v1")
                .setSyntax("proto3")
                .addMessageType(type("FetchRequest", field("topic_name", 1, Type.TYPE_STRING),
                        field("replay_preset", 2, Type.TYPE_INT32), field("replay_id", 3, Type.TYPE_BYTES),
                        field("num_requested", 4, Type.TYPE_INT32), field("auth_refresh", 5, Type.TYPE_STRING)))
                .addMessageType(type("ProducerEvent", field("id", 1, Type.TYPE_STRING),
                        field("schema_id", 2, Type.TYPE_STRING), field("payload", 3, Type.TYPE_BYTES),
                        field("headers", 4, Type.TYPE_BYTES).setLabel(Label.LABEL_REPEATED)))
                .addMessageType(type("ConsumerEvent",
                        field("event", 1, Type.TYPE_MESSAGE).setTypeName(".eventbus.v1.ProducerEvent"),
                        field("replay_id", 2, Type.TYPE_BYTES)))
                .addMessageType(type("FetchResponse",
                        field("events", 1, Type.TYPE_MESSAGE).setTypeName(".eventbus.v1.ConsumerEvent")
                                .setLabel(Label.LABEL_REPEATED),
                        field("latest_replay_id", 2, Type.TYPE_BYTES), field("rpc_id", 3, Type.TYPE_STRING),
                        field("pending_num_requested", 4, Type.TYPE_INT32)))
                .addMessageType(type("SchemaRequest", field("schema_id", 1, Type.TYPE_STRING)))
                .addMessageType(type("SchemaInfo", field("schema_json", 1, Type.TYPE_STRING),
                        field("schema_id", 2, Type.TYPE_STRING), field("rpc_id", 3, Type.TYPE_STRING)));
        try {
            return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0]);
        } catch (Descriptors.DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DescriptorProto type(String name, FieldDescriptorProto.Builder... fields) {
        var type = DescriptorProto.newBuilder().setName(name);
        for (FieldDescriptorProto.Builder field : fields) {
            type.addField(field);
        }
        return type.build();
    }

    private static FieldDescriptorProto.Builder field(String name, int number, Type type) {
        return FieldDescriptorProto.newBuilder().setName(name).setNumber(number).setType(type)
                .setLabel(Label.LABEL_OPTIONAL);
    }
}
