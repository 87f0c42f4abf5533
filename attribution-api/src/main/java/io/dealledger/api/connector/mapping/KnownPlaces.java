package io.dealledger.api.connector.mapping;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where in a record, or in the document around it, a mapping looks. */
final class KnownPlaces {
    private static final String EACH = "*";

    private final Map<String, KnownPlaces> below = new HashMap<>();
    /** Of an array, by the member that elements are told apart by: its values that somebody looks for. */
    private final Map<String, Set<String>> selections = new HashMap<>();
    private boolean whole;

    /** Of records that came by this way. */
    static KnownPlaces inRecords(MappingDocument mapping, String source) {
        var known = new KnownPlaces();
        for (MappingDocument.Stream stream : mapping.streams()) {
            if (stream.sources().contains(source)) {
                pointers(stream).filter(pointer -> !pointer.envelope()).forEach(known::add);
                stream.ignoreInHash().forEach(member -> known.step(member).whole = true);
            }
        }
        return known;
    }

    /** Of the document around them; the records themselves are known. */
    static KnownPlaces inDocument(MappingDocument mapping) {
        var known = new KnownPlaces();
        mapping.input().records().stream().filter(pointer -> !pointer.segments().isEmpty()).forEach(known::add);
        mapping.streams().forEach(
                stream -> pointers(stream).filter(Pointer::envelope).forEach(known::add));
        return known;
    }

    /** @param unknown takes the places where something stands that nobody looks at; what is below it goes with it */
    void unknownIn(@Nullable Object value, String prefix, Consumer<String> unknown) {
        if (whole) {
            return;
        }
        switch (value) {
            case Map<?, ?> members -> members.forEach((name, member) -> {
                String place = prefix + "/" + String.valueOf(name).replace("~", "~0").replace("/", "~1");
                KnownPlaces there = below.get(name);
                if (there != null) {
                    there.unknownIn(member, place, unknown);
                } else if (member != null) {
                    unknown.accept(place);
                }
            });
            case List<?> elements -> elements.forEach(element -> unknownInElement(element, prefix, unknown));
            case null, default -> {
                // a value where a mapping looks for something below it
            }
        }
    }

    /** An element that is selected by what it is called is one field, whatever its own members are. */
    private void unknownInElement(@Nullable Object element, String prefix, Consumer<String> unknown) {
        if (element instanceof Map<?, ?> members) {
            for (Map.Entry<String, Set<String>> selection : selections.entrySet()) {
                if (members.get(selection.getKey()) instanceof String value) {
                    if (!selection.getValue().contains(value)) {
                        unknown.accept(prefix + "/[" + selection.getKey() + "=" + value + "]");
                    }
                    return;
                }
            }
        }
        KnownPlaces there = below.get(EACH);
        if (there != null) {
            there.unknownIn(element, prefix + "/" + EACH, unknown);
        }
    }

    private static Stream<Pointer> pointers(MappingDocument.Stream stream) {
        var fields = Stream.concat(stream.fields().values().stream(), Stream.ofNullable(stream.version()));
        return Stream.of(stream.recordId().stream(),
                Stream.ofNullable(stream.select()).map(MappingDocument.Select::pointer),
                fields.flatMap(field -> field.pointers().stream())).flatMap(each -> each);
    }

    private void add(Pointer pointer) {
        KnownPlaces at = this;
        for (Pointer.Segment segment : pointer.segments()) {
            if (segment instanceof Pointer.Selection(String member, String value)) {
                at.selections.computeIfAbsent(member, _ -> new HashSet<>()).add(value);
                return;
            }
            String name = ((Pointer.Step) segment).name();
            at = at.step(name.matches("\\d+") ? EACH : name);
        }
        at.whole = true;
    }

    private KnownPlaces step(String name) {
        return below.computeIfAbsent(name, _ -> new KnownPlaces());
    }
}
