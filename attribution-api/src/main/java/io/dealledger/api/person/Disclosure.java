package io.dealledger.api.person;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Names and keys of some people, handed out with what the ledger holds about them. Whoever has it can read that, and can
 * tell that each pseudonym stands for this name: it follows from both.
 */
public final class Disclosure {
    private static final HexFormat HEX = HexFormat.of();

    private final SortedMap<String, People.Known> people;

    private Disclosure(SortedMap<String, People.Known> people) {
        this.people = people;
    }

    /** Everybody who is named in some sealed events and was not erased. */
    static Disclosure of(Collection<byte[]> events, People people) {
        return new Disclosure(new TreeMap<>(people.known(mentioned(events))));
    }

    public static Disclosure ofNobody() {
        return new Disclosure(new TreeMap<>());
    }

    /** @throws IllegalArgumentException if a pseudonym does not stand for the name beside it */
    public static Disclosure parse(Map<String, @Nullable Object> members) {
        var people = new TreeMap<String, People.Known>();
        members.forEach((pseudonym, value) -> {
            if (!(value instanceof Map<?, ?> known && known.size() == 2 && known.get("key") instanceof String key
                    && known.get("name") instanceof String name)) {
                throw new IllegalArgumentException(pseudonym + " is not shown with a key and a name");
            }
            Person person = Person.of(HEX.parseHex(key), name);
            if (!person.pseudonym().equals(pseudonym)) {
                throw new IllegalArgumentException(pseudonym + " does not stand for " + name + " with the key shown");
            }
            people.put(pseudonym, new People.Known(person, name));
        });
        return new Disclosure(people);
    }

    /** As {@link #parse} takes it. */
    public SortedMap<String, Map<String, String>> members() {
        var members = new TreeMap<String, Map<String, String>>();
        people.forEach((pseudonym, known) -> members.put(pseudonym,
                Map.of("key", HEX.formatHex(known.person().key()), "name", known.name())));
        return members;
    }

    /** Whom it tells of though these events do not name them. */
    public SortedSet<String> strangersTo(Collection<byte[]> events) {
        var strangers = new TreeSet<>(people.keySet());
        strangers.removeAll(mentioned(events));
        return strangers;
    }

    private static SortedSet<String> mentioned(Collection<byte[]> events) {
        var mentioned = new TreeSet<String>();
        events.forEach(event -> mentioned.addAll(Tokens.people(new String(event, UTF_8))));
        return mentioned;
    }

    /** A sealed event as JSON with names and words in it. */
    public byte[] open(byte[] event) {
        var opened = new ByteArrayOutputStream(event.length);
        try (var naming = new NamingOutput(opened, new Tokens(_ -> people), () -> false)) {
            naming.write(event);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return opened.toByteArray();
    }
}
