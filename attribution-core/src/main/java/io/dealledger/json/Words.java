package io.dealledger.json;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the constants of one enum are spelt, made once: they stand in nearly every event. @param byConstant by ordinal */
record Words(List<String> byConstant, Map<String, Object> constants) {
    private static final Map<Class<?>, Words> KNOWN = new ConcurrentHashMap<>();

    static Words of(Class<?> type) {
        Words known = KNOWN.get(type);
        return known != null ? known : KNOWN.computeIfAbsent(type, Words::spell);
    }

    private static Words spell(Class<?> type) {
        List<Object> constants = List.of(type.getEnumConstants());
        return new Words(constants.stream().map(Words::spell).toList(),
                constants.stream().collect(Collectors.toUnmodifiableMap(Words::spell, Function.identity())));
    }

    private static String spell(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    }
}
