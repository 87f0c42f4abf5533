package io.dealledger.replay;

import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import io.dealledger.json.RecordJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of one ask, {@code name} and {@code type} among them, read with errors that name member and value. */
public record AskMembers(Map<String, @Nullable Object> members) {
    /**
     * The members as a record, read strictly.
     *
     * @throws IllegalArgumentException naming every member that is not as the record says
     */
    public <T> T as(Class<T> type) {
        var problems = new ArrayList<Problem>();
        T read = RecordJson.read(type, members, "ask", problems);
        if (read == null) {
            throw new IllegalArgumentException(
                    String.join("; ", problems.stream().map(Problem::sentence).toList()));
        }
        return read;
    }

    public boolean has(String member) {
        return members.get(member) != null;
    }

    /** @throws IllegalArgumentException if it is absent or no text */
    public String text(String member) {
        String text = textOrNull(member);
        if (text == null) {
            throw new IllegalArgumentException("ask has no member '" + member + "': " + CanonicalJson.write(members));
        }
        return text;
    }

    /** @throws IllegalArgumentException if it is there and no text */
    public @Nullable String textOrNull(String member) {
        Object value = members.get(member);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new IllegalArgumentException("ask member '" + member + "' is " + CanonicalJson.write(value)
                + "; accepted: a text");
    }

    /** @throws IllegalArgumentException if it is there and no instant with offset */
    public @Nullable Instant instantOrNull(String member) {
        String text = textOrNull(member);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("ask member '" + member + "' is \"" + text
                    + "\"; accepted: an RFC 3339 instant with offset", e);
        }
    }

    /** Empty where absent. @throws IllegalArgumentException if it is there and no list of texts */
    public List<String> texts(String member) {
        Object value = members.get(member);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw new IllegalArgumentException("ask member '" + member + "' is " + CanonicalJson.write(value)
                + "; accepted: a list of texts");
    }
}
