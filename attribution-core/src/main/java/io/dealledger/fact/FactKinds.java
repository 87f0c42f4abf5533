package io.dealledger.fact;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The catalogue of kinds, read off the sealed types: there is no second list to keep. */
public final class FactKinds {
    private static final Map<String, Class<? extends Fact>> BY_KIND = new TreeMap<>();

    static {
        leaves(Fact.class).forEach(type -> BY_KIND.put(kindOf(type), type));
    }

    private FactKinds() {}

    /** Every kind's public name, sorted. */
    public static SortedSet<String> all() {
        return new TreeSet<>(BY_KIND.keySet());
    }

    /** The record of a kind, or null where no such kind exists. */
    public static @Nullable Class<? extends Fact> typeOf(String kind) {
        return BY_KIND.get(kind);
    }

    static String kindOf(Class<? extends Fact> type) {
        return requireNonNull(type.getAnnotation(Kind.class), type::getName).value();
    }

    private static Stream<Class<? extends Fact>> leaves(Class<? extends Fact> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(sub -> leaves(sub.asSubclass(Fact.class)));
    }
}
