package io.dealledger.fact;

import static java.util.Objects.requireNonNull;

import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import io.dealledger.json.RecordJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the {@code data} of a fact strictly into the record of its kind. */
public final class FactReader {
    private FactReader() {}

    /** Either the fact or every problem found. */
    public sealed interface Reading {
    }

    public record Readable(Fact fact) implements Reading {}

    public record Unreadable(List<Problem> problems) implements Reading {}

    /**
     * @param kind a name of {@link FactKinds#all}
     * @param data a JSON tree, see {@link RecordJson}; members the kind does not know are passed over
     */
    public static Reading read(String kind, Map<String, @Nullable Object> data) {
        Class<? extends Fact> type = FactKinds.typeOf(kind);
        if (type == null) {
            return new Unreadable(List.of(new Problem("type", CanonicalJson.write(kind),
                    "one of " + String.join(", ", FactKinds.all()))));
        }
        var problems = new ArrayList<Problem>();
        Fact fact = RecordJson.read(type, data, "data", problems);
        RecordJson.read(CommonMembers.class, data, "data", problems);
        return fact == null || !problems.isEmpty() ? new Unreadable(List.copyOf(problems)) : new Readable(fact);
    }

    /** The names of the members that a kind knows. */
    static Set<String> members(String kind) {
        return RecordJson.members(requireNonNull(FactKinds.typeOf(kind), kind).asSubclass(Record.class));
    }

    /** The members of a fact as a JSON tree; absent ones are left out. The inverse of {@link #read}. */
    public static Map<String, @Nullable Object> write(Fact fact) {
        return RecordJson.write((Record) fact);
    }
}
