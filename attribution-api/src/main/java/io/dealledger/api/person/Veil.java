package io.dealledger.api.person;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dealledger.account.StoredFact;
import io.dealledger.api.json.JsonTree;
import io.dealledger.fact.Fact;
import io.dealledger.fact.FactReader;
import io.dealledger.fact.Personal;
import io.dealledger.fact.Statement;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts pseudonyms in the place of people, and seals what is written about them, before anything is stored. So the ledger,
 * and all that is made of it, never holds a name: when a person is erased there is nothing in it to change.
 */
public final class Veil {
    /** What the name of an entry in quarantine begins with, as that of a person to be erased. */
    public static final String ENTRY = "quarantine:";

    private final People people;

    Veil(People people) {
        this.people = people;
    }

    /** The statement without names. The same statement gives the same again while nobody in it is erased. */
    public Statement over(Statement statement) {
        List<String> names = Personal.people(statement.data());
        if (names.isEmpty()) {
            return statement;
        }
        Map<String, Person> known = people.named(names);
        String context = statement.source() + "\n" + statement.id() + "\n";
        Map<String, @Nullable Object> data = Personal.replace(statement.fact(), statement.data(),
                name -> of(known, name).pseudonym(),
                (member, words) -> SealedWords.seal(known.values(), context + member, words));
        String subject = statement.subject();
        Person asSubject = subject == null ? null : known.get(subject);
        return new Statement(statement.source(), statement.id(), statement.occurredAt(),
                asSubject == null ? subject : asSubject.pseudonym(), read(statement.kind(), data), data);
    }

    private static Person of(Map<String, Person> known, String name) {
        Person person = known.get(name);
        if (person == null) {
            throw new IllegalStateException("somebody in a fact was not looked for");
        }
        return person;
    }

    private static Fact read(String kind, Map<String, @Nullable Object> data) {
        return switch (FactReader.read(kind, data)) {
            case FactReader.Readable(Fact fact) -> fact;
            case FactReader.Unreadable(var problems) ->
                throw new IllegalStateException("a fact is unreadable without its names: " + problems);
        };
    }

    /** The pseudonym of who does something here. */
    public @Nullable String name(@Nullable String name) {
        return name == null ? null : of(people.named(List.of(name)), name).pseudonym();
    }

    /** The pseudonym of a name that the ledger has met; null if it has not. */
    public @Nullable String known(String name) {
        return people.pseudonymOf(name);
    }

    /** Words of somebody, sealed with their key. */
    public @Nullable String words(@Nullable String name, String context, @Nullable String words) {
        return name == null || words == null
                ? words
                : SealedWords.seal(people.named(List.of(name)).values(), context, words);
    }

    /**
     * Words that belong to a veiled statement, such as the hash of the message that it came in.
     *
     * @return as they are, where the statement names nobody
     */
    public String words(Statement veiled, String context, String words) {
        List<String> pseudonyms = Personal.people(veiled.data());
        if (pseudonyms.isEmpty()) {
            return words;
        }
        Collection<People.Known> known = people.known(pseudonyms).values();
        if (known.size() < pseudonyms.size()) {
            throw new IllegalStateException("somebody was erased while a fact about them came in; send it again");
        }
        return SealedWords.seal(known.stream().map(People.Known::person).toList(),
                veiled.source() + "\n" + veiled.id() + "\n" + context, words);
    }

    /** Words that may be about anybody, kept until the entry of the quarantine that they belong to is erased. */
    public String entry(String quarantineId, String words) {
        return SealedWords.seal(people.named(List.of(ENTRY + quarantineId)).values(), quarantineId, words);
    }

    /** The words again; null if they were erased. @param words as they are, or sealed */
    public @Nullable String open(String words) {
        if (!words.startsWith(SealedWords.PREFIX)) {
            return words;
        }
        String json = SealedWords.open(words, people.known(SealedWords.people(words)));
        if (json == null) {
            return null;
        }
        // a whole message may be longer than any text that JsonTree reads
        return json.startsWith("\"") && json.indexOf('\\') < 0
                ? json.substring(1, json.length() - 1)
                : String.valueOf(JsonTree.parse(json.getBytes(UTF_8)));
    }

    /** Whether a stored fact names somebody who was erased: nobody can tell what it said, so nothing contradicts it. */
    public boolean coversErased(StoredFact fact) {
        List<String> pseudonyms = Personal.people(fact.data());
        return !pseudonyms.isEmpty() && people.isErased(pseudonyms);
    }

    /** What is needed to read some sealed events. */
    public Disclosure disclose(Collection<byte[]> events) {
        return Disclosure.of(events, people);
    }

    /** A keyed hash in hex. */
    public String fingerprint(byte[] content) {
        return HexFormat.of().formatHex(people.fingerprint(content));
    }
}
