package io.dealledger.api.person;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps who is who, each with a key of their own, until they are erased. */
public final class People {
    private static final String SCHEMA = "person";
    private static final int KEY_BYTES = 32;
    private static final int REMEMBERED = 100_000;
    /** Another node may have been told to forget somebody. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final PersonSecret secret;
    private final InstantSource clock;
    private final Cache<String, Person> byName = Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Cache<String, Known> byPseudonym = Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final AtomicLong forgotten = new AtomicLong();
    private final AtomicLong looked = new AtomicLong(System.nanoTime() - LOOK_AGAIN.toNanos());

    /** A person and their name. */
    record Known(Person person, String name) {}

    People(DataSource dataSource, @Nullable String secret, InstantSource clock) {
        Flyway.configure(People.class.getClassLoader()).dataSource(dataSource)
                .locations("classpath:db/migration/person").schemas(SCHEMA).defaultSchema(SCHEMA)
                .table("person_schema_history").cleanDisabled(true).load().migrate();
        this.jdbc = new JdbcTemplate(dataSource);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.secret = PersonSecret.load(jdbc, secret);
        this.clock = clock;
    }

    /** The people of these names; who is new gets a pseudonym and a key. */
    Map<String, Person> named(Collection<String> names) {
        forgetWhomOthersErased();
        var people = new HashMap<String, Person>();
        for (String name : names) {
            Person known = byName.getIfPresent(name);
            if (known == null) {
                known = load(name);
                byName.put(name, known);
            }
            people.put(name, known);
        }
        return people;
    }

    /** The pseudonym of a name if it has one: asking makes nobody known. */
    @Nullable
    String pseudonymOf(String name) {
        return jdbc.query("SELECT pseudonym FROM person.person WHERE lookup = ?", (row, _) -> row.getString(1),
                lookup(name)).stream().findFirst().orElse(null);
    }

    private Person load(String name) {
        byte[] key = PersonSecret.random(KEY_BYTES);
        String pseudonym = Person.of(key, name).pseudonym();
        jdbc.update("INSERT INTO person.person VALUES (?, ?, ?, ?, ?) ON CONFLICT (lookup) DO NOTHING", pseudonym,
                lookup(name), Cipher256.seal(secret.wrapping(), pseudonym, "key", key),
                Cipher256.seal(key, pseudonym, "name", name.getBytes(UTF_8)), Timestamp.from(clock.instant()));
        return jdbc.query("SELECT pseudonym, wrapped_key, name FROM person.person WHERE lookup = ?",
                (row, _) -> known(row), lookup(name)).getFirst().person();
    }

    private byte[] lookup(String name) {
        return Cipher256.mac(secret.lookup(), name.getBytes(UTF_8));
    }

    private Known known(ResultSet row) throws SQLException {
        String pseudonym = row.getString("pseudonym");
        byte[] key = Cipher256.open(secret.wrapping(), pseudonym, row.getBytes("wrapped_key"));
        return new Known(new Person(pseudonym, key),
                new String(Cipher256.open(key, pseudonym, row.getBytes("name")), UTF_8));
    }

    /** Whom these pseudonyms stand for; those that were erased, or never were given, are left out. */
    Map<String, Known> known(Collection<String> pseudonyms) {
        forgetWhomOthersErased();
        var found = new LinkedHashMap<String, Known>();
        var missing = pseudonyms.stream().filter(each -> {
            Known known = byPseudonym.getIfPresent(each);
            if (known != null) {
                found.put(each, known);
            }
            return known == null;
        }).toList();
        if (!missing.isEmpty()) {
            List<Known> loaded = jdbc.query(
                    "SELECT pseudonym, wrapped_key, name FROM person.person WHERE pseudonym = ANY (?)",
                    (row, _) -> known(row), (Object) missing.toArray(String[]::new));
            loaded.forEach(known -> {
                byPseudonym.put(known.person().pseudonym(), known);
                found.put(known.person().pseudonym(), known);
            });
        }
        return found;
    }

    /** Names that are still known and begin so. */
    public List<String> namesBeginning(String prefix) {
        return jdbc.query("SELECT pseudonym, wrapped_key, name FROM person.person", (row, _) -> known(row)).stream()
                .map(Known::name).filter(name -> name.startsWith(prefix)).toList();
    }

    boolean isErased(Collection<String> pseudonyms) {
        return !jdbc.queryForList("SELECT pseudonym FROM person.erased WHERE pseudonym = ANY (?) LIMIT 1",
                String.class, (Object) pseudonyms.toArray(String[]::new)).isEmpty();
    }

    /** A keyed hash: who has the bytes alone cannot tell what they were made of by trying. */
    byte[] fingerprint(byte[] content) {
        return Cipher256.mac(secret.lookup(), "fingerprint\n".getBytes(UTF_8), content);
    }

    /** Destroys key and name. Safe to repeat. */
    public void erase(String pseudonym) {
        transaction.executeWithoutResult(_ -> {
            jdbc.update("DELETE FROM person.person WHERE pseudonym = ?", pseudonym);
            jdbc.update("INSERT INTO person.erased (pseudonym, erased_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    pseudonym, Timestamp.from(clock.instant()));
        });
        forgetAll();
    }

    private void forgetWhomOthersErased() {
        long now = System.nanoTime();
        long before = looked.get();
        if (now - before < LOOK_AGAIN.toNanos() || !looked.compareAndSet(before, now)) {
            return;
        }
        Long last = jdbc.queryForObject("SELECT coalesce(max(number), 0) FROM person.erased", Long.class);
        if (last != null && forgotten.getAndSet(last) != last) {
            forgetAll();
        }
    }

    private void forgetAll() {
        byName.invalidateAll();
        byPseudonym.invalidateAll();
    }
}
