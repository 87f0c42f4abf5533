package io.dealledger.api.intake;

import io.dealledger.api.json.JsonTree;
import io.dealledger.api.json.UnreadableJsonException;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads facts out of CloudEvents 1.0 in every mode. Written by hand because what it reads is evidence: the official SDK
 * rewrites numbers and keeps the last of two members of one name.
 */
public final class CloudEventReader implements Rereader {
    public static final String STRUCTURED = "application/cloudevents+json";
    public static final String BATCH = "application/cloudevents-batch+json";

    private final Runnable recordedAtIgnored;

    /** @param recordedAtIgnored told of each {@code recorded_at} that a client sent */
    public CloudEventReader(Runnable recordedAtIgnored) {
        this.recordedAtIgnored = recordedAtIgnored;
    }

    /**
     * One event in structured mode.
     *
     * @throws UnreadableJsonException if the bytes are not one JSON object
     */
    public Delivery structured(byte[] raw, String via) {
        var attributes = new LinkedHashMap<>(JsonTree.parseObject(raw));
        var problems = new ArrayList<Problem>();
        Object data = attributes.remove("data");
        Object encoded = attributes.remove("data_base64");
        if (data != null && encoded != null) {
            problems.add(new Problem("data_base64", CanonicalJson.write(encoded), "only one of data and data_base64"));
        } else if (encoded != null) {
            data = decoded(encoded, problems);
        }
        return new Delivery(raw, STRUCTURED, via,
                new EnvelopeReader(attributes, problems, recordedAtIgnored).read(data));
    }

    /** As {@link #structured}; bytes that are not one JSON object are unread. */
    public Delivery structuredOrUnread(byte[] raw, String via) {
        try {
            return structured(raw, via);
        } catch (UnreadableJsonException e) {
            return new Delivery(raw, STRUCTURED, via, new Delivery.Unread("unreadable", null, null, null,
                    List.of(noJson("body", e, "one CloudEvent as a JSON object in UTF-8"))));
        }
    }

    /**
     * One event in binary mode.
     *
     * @throws UnreadableJsonException if the body is not empty and not JSON
     */
    public Delivery binary(BinaryMessage message, String via) {
        Object data = message.body().length == 0 ? null : JsonTree.parse(message.body());
        return binary(message, via, data, new ArrayList<>());
    }

    /** As {@link #binary}; a body that is not JSON is unread. */
    public Delivery binaryOrUnread(BinaryMessage message, String via) {
        try {
            return binary(message, via);
        } catch (UnreadableJsonException e) {
            return binary(message, via, null,
                    new ArrayList<>(List.of(noJson("data", e, "the members of the fact as JSON"))));
        }
    }

    /**
     * The events of a batch, in order; may be none. An item that is broken is unread by itself.
     *
     * @throws UnreadableJsonException if the bytes are not one JSON array
     */
    public List<Delivery> batch(byte[] raw, String via) {
        return JsonTree.elements(raw).stream().map(item -> structuredOrUnread(item, via)).toList();
    }

    @Override
    public boolean reads(String contentType, String via) {
        return contentType.equals(STRUCTURED) || contentType.equals(BinaryMessage.CONTENT_TYPE);
    }

    @Override
    public Rereading.One reread(byte[] raw, String contentType, String via) {
        return new Rereading.One(contentType.equals(STRUCTURED)
                ? structuredOrUnread(raw, via)
                : binaryOrUnread(BinaryMessage.parse(raw), via));
    }

    private Delivery binary(BinaryMessage message, String via, @Nullable Object data, List<Problem> problems) {
        var attributes = new LinkedHashMap<String, @Nullable Object>();
        if (message.contentType() == null || !EnvelopeReader.isJson(message.contentType())) {
            problems.add(new Problem("content-type", CanonicalJson.write(message.contentType()), "application/json"));
        }
        for (BinaryMessage.Attribute attribute : message.attributes()) {
            String value = HeaderText.decode(attribute.value());
            if (value == null) {
                problems.add(new Problem(attribute.name(), CanonicalJson.write(attribute.value()),
                        "percent-encoded UTF-8 (CloudEvents HTTP binding, 3.1.3.2)"));
            } else if (attribute.name().equals("datacontenttype") || attribute.name().equals("data")) {
                problems.add(new Problem(attribute.name(), CanonicalJson.write(value),
                        "in binary mode the data in the body and its type in content-type"));
            } else if (attributes.put(attribute.name(), value) != null) {
                problems.add(new Problem(attribute.name(), CanonicalJson.write(value), "one header for it, not two"));
            }
        }
        return new Delivery(message.raw(), BinaryMessage.CONTENT_TYPE, via,
                new EnvelopeReader(attributes, problems, recordedAtIgnored).read(data));
    }

    private static @Nullable Object decoded(Object encoded, List<Problem> problems) {
        try {
            return JsonTree.parse(Base64.getDecoder().decode(String.valueOf(encoded)));
        } catch (UnreadableJsonException e) {
            problems.add(noJson("data_base64", e, "the members of the fact as JSON"));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("data_base64", CanonicalJson.write(encoded), "base64"));
        }
        return null;
    }

    private static Problem noJson(String member, UnreadableJsonException e, String accepted) {
        return new Problem(member, "no JSON that can be relied on (" + e.getMessage() + ")", accepted);
    }
}
