package io.dealledger.api.connector.mapping;

import io.dealledger.api.connector.mapping.MappingDocument.Condition;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds the conditions of one stream and notes each field that they name in vain. */
final class ConditionBuilder {
    private final Set<String> fields;
    private final List<Problem> problems;

    ConditionBuilder(Set<String> fields, List<Problem> problems) {
        this.fields = fields;
        this.problems = problems;
    }

    void requireField(String field, String at) {
        if (!fields.contains(field)) {
            problems.add(new Problem(at, CanonicalJson.write(field), "one of " + String.join(", ", fields)));
        }
    }

    @Nullable
    Condition optional(@Nullable Object tree, String at) {
        return tree == null ? null : condition(MappingBuilder.object(tree), at);
    }

    private Condition condition(Map<String, @Nullable Object> tree, String at) {
        if (tree.containsKey("all")) {
            return new Condition.All(conditions(tree.get("all"), at + "/all"));
        }
        if (tree.containsKey("any")) {
            return new Condition.Any(conditions(tree.get("any"), at + "/any"));
        }
        if (tree.containsKey("not")) {
            return new Condition.Not(condition(MappingBuilder.object(tree.get("not")), at + "/not"));
        }
        if (tree.containsKey("firstSeen")) {
            return new Condition.FirstSeen(Boolean.TRUE.equals(tree.get("firstSeen")));
        }
        return fieldTest(tree, at);
    }

    private Condition fieldTest(Map<String, @Nullable Object> tree, String at) {
        String field = (String) Objects.requireNonNull(tree.get("field"));
        requireField(field, at + "/field");
        if (tree.containsKey("eq")) {
            return new Condition.OneOf(field, constants(tree.get("eq")));
        }
        if (tree.containsKey("in")) {
            return new Condition.OneOf(field, constants(tree.get("in")));
        }
        if (tree.containsKey("becomes")) {
            return new Condition.Becomes(field, constants(tree.get("becomes")));
        }
        if (tree.containsKey("present")) {
            return new Condition.Present(field, Boolean.TRUE.equals(tree.get("present")));
        }
        return new Condition.Changed(field, Boolean.TRUE.equals(tree.get("changed")));
    }

    private List<Condition> conditions(@Nullable Object trees, String at) {
        return MappingBuilder.list(trees).stream().map(tree -> condition(MappingBuilder.object(tree), at)).toList();
    }

    private static Set<Object> constants(@Nullable Object tree) {
        var constants = new LinkedHashSet<Object>();
        for (Object each : tree instanceof List<?> several ? several : List.of(Objects.requireNonNull(tree))) {
            constants.add(Objects.requireNonNull(MappingBuilder.constant(each)));
        }
        return constants;
    }
}
