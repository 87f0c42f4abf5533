package io.dealledger.fact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which members of a fact say something about a person: those that name one, and those in which somebody writes freely.
 * Amounts are not among them: they hang on deals, so that every sum stays when a person is forgotten.
 */
public final class Personal {
    /** Members that name a person, or somebody who may be one, in facts of any kind. */
    public static final Set<String> NAMES = Set.of("actor", "ae_id", "owner_ae", "submitted_by", "approved_by",
            "agreed_by", "asserted_by", "declared_by", "decided_by", "claimant", "appellant");

    /** Members of free text. Members that no kind knows are taken for such too. */
    public static final Set<String> WORDS = Set.of("note", "reason", "statement");

    private static final Set<String> COMMON = Set.of("external_refs", "note", "actor");

    private Personal() {}

    /** Who is named, each once, in the order of the members' names. */
    public static List<String> people(Map<String, @Nullable Object> data) {
        var people = new LinkedHashSet<String>();
        NAMES.stream().sorted().forEach(member -> {
            switch (data.get(member)) {
                case String name -> people.add(name);
                case List<?> names -> names.stream().filter(name -> isPerson(data, name)).map(String::valueOf)
                        .forEach(people::add);
                case null, default -> {
                    // nobody is named here
                }
            }
        });
        return List.copyOf(people);
    }

    /**
     * The members with each name and each free text replaced.
     *
     * @param words of a member's name and its value
     */
    public static Map<String, @Nullable Object> replace(Fact fact, Map<String, @Nullable Object> data,
            UnaryOperator<String> name, BiFunction<String, Object, Object> words) {
        Set<String> known = FactReader.members(fact.kind());
        var replaced = new HashMap<String, @Nullable Object>();
        data.forEach((member, value) -> {
            if (value == null) {
                replaced.put(member, null);
            } else if (NAMES.contains(member)) {
                replaced.put(member, named(data, value, name));
            } else if (WORDS.contains(member) || !known.contains(member) && !COMMON.contains(member)) {
                replaced.put(member, words.apply(member, value));
            } else {
                replaced.put(member, value);
            }
        });
        return replaced;
    }

    private static Object named(Map<String, @Nullable Object> data, Object value, UnaryOperator<String> name) {
        if (value instanceof List<?> names) {
            var replaced = new ArrayList<Object>();
            names.forEach(each -> replaced.add(isPerson(data, each) ? name.apply(String.valueOf(each)) : each));
            return replaced;
        }
        return value instanceof String one ? name.apply(one) : value;
    }

    /** Partners agree to a split in their own name, and the rule looks for it among the weights. */
    private static boolean isPerson(Map<String, @Nullable Object> data, Object name) {
        return name instanceof String && !(data.get("weights") instanceof Map<?, ?> weights
                && weights.containsKey(name));
    }
}
