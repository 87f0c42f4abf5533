package io.dealledger.api.store;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** The dictionary of event type names. Only grows, so what was once read stays true. */
final class EventTypes {
    private final JdbcTemplate jdbc;
    private final Map<String, Short> ids = new ConcurrentHashMap<>();
    private final Map<Short, String> names = new ConcurrentHashMap<>();

    EventTypes(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The id of a name; a new name gets one. */
    short id(String name) {
        Short known = ids.get(name);
        if (known != null) {
            return known;
        }
        return remember(
                Objects.requireNonNull(jdbc.queryForObject("SELECT ledger.ledger_name_id(?)", Short.class, name)),
                name);
    }

    /** @throws org.springframework.dao.EmptyResultDataAccessException if there is no such id */
    String name(short id) {
        String known = names.get(id);
        if (known != null) {
            return known;
        }
        String name = Objects.requireNonNull(
                jdbc.queryForObject("SELECT name FROM ledger.ledger_name WHERE id = ?", String.class, id));
        var _ = remember(id, name);
        return name;
    }

    private short remember(short id, String name) {
        ids.put(name, id);
        names.put(id, name);
        return id;
    }
}
