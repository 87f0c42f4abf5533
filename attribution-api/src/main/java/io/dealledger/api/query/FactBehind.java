package io.dealledger.api.query;

import io.dealledger.account.StoredFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A fact that a number or a decision rests on, and who is named in it.
 *
 * @param fact     source and id, as rule traces cite it
 * @param position its place in the ledger's order
 * @param people   in the order of their roles
 */
record FactBehind(String fact, String kind, Instant occurredAt, Instant recordedAt, long position,
        List<Person> people) {
    /** Members of facts that name somebody. */
    private static final List<String> ROLES = List.of("actor", "claimant", "appellant", "decided_by", "approved_by",
            "agreed_by", "submitted_by", "asserted_by");

    /** @param role the member that names the person, e.g. {@code decided_by} */
    record Person(String role, String name) {}

    static FactBehind of(StoredFact fact, long position) {
        var people = new ArrayList<Person>();
        for (String role : ROLES) {
            switch (fact.data().get(role)) {
                case String name -> people.add(new Person(role, name));
                case List<?> names -> names.forEach(name -> people.add(new Person(role, Objects.toString(name))));
                case null, default -> {
                    // nobody is named in this role
                }
            }
        }
        return new FactBehind(fact.source() + "/" + fact.id(), fact.kind(), fact.occurredAt(), fact.recordedAt(),
                position, List.copyOf(people));
    }

    String inWords() {
        var words = new StringBuilder(kind).append(' ').append(fact);
        people.forEach(person -> words.append(", ").append(person.role()).append(' ').append(person.name()));
        return words.toString();
    }
}
