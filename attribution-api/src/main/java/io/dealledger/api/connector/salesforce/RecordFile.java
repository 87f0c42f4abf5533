package io.dealledger.api.connector.salesforce;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.dealledger.json.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of records: what the Bulk API or Data Loader writes, with the fields' API names in any case as headings, or
 * a report with their labels, which ends at the first empty line. What kind of record a row is its id says.
 */
final class RecordFile {
    private static final String ID = "Id";
    private static final Map<String, String> LABELS = Map.ofEntries(Map.entry("opportunity name", "Name"),
            Map.entry("stage", "StageName"), Map.entry("amount currency", "CurrencyIsoCode"),
            Map.entry("close date", "CloseDate"), Map.entry("created date", "CreatedDate"),
            Map.entry("last modified date", "LastModifiedDate"), Map.entry("closed", "IsClosed"),
            Map.entry("won", "IsWon"), Map.entry("company / account", "Company"), Map.entry("owner id", "OwnerId"),
            Map.entry("account id", "AccountId"));
    /** In this order: a report on opportunities may show their accounts' ids as well. */
    private static final List<String> ID_LABELS = List.of("opportunity id", "lead id", "account id");
    private static final Map<String, String> PREFIXES = Map.of("006", "Opportunity", "00Q", "Lead", "001", "Account");

    private final Org org;
    private final Instant seenAt;
    private final List<Found> found = new ArrayList<>();
    private List<String> headings = List.of();
    private List<String> fields = List.of();
    private boolean report;

    private RecordFile(Org org, Instant seenAt) {
        this.org = org;
        this.seenAt = seenAt;
    }

    /** @param seenAt when the records stood so, where they do not say */
    static List<Found> read(Org org, byte[] file, Instant seenAt) {
        var reader = new RecordFile(org, seenAt);
        reader.read(new String(file, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", ""));
        return reader.found;
    }

    private void read(String text) {
        boolean cutOff = text.chars().filter(c -> c == '"').count() % 2 == 1;
        try (CsvReader<CsvRecord> rows = CsvReader.builder().fieldSeparator(separator(text)).skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE).missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            for (CsvRecord row : rows) {
                boolean empty = row.getFields().stream().allMatch(String::isBlank);
                if (headings.isEmpty() && !empty) {
                    if (!head(row.getFields())) {
                        return;
                    }
                } else if (!empty) {
                    found.add(row(row));
                } else if (report) {
                    return; // what follows is no data
                }
            }
            if (cutOff) {
                Object last = found.isEmpty() ? headings : found.removeLast().raw();
                found.add(new Found.Unreadable(null, new Problem("(end of file)", "a quote that is never closed",
                        "the whole file"), last));
            }
        } catch (CsvParseException e) {
            found.add(new Found.Unreadable(null, new Problem("(row " + (found.size() + 2) + ")",
                    String.valueOf(e.getMessage()), "CSV"), headings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static char separator(String text) {
        String heading = text.lines().findFirst().orElse("");
        return List.of(';', '\t').stream().filter(c -> heading.indexOf(c) >= 0 && heading.indexOf(',') < 0).findFirst()
                .orElse(',');
    }

    /** False where no column could be the id: then no row says which record it is about. */
    private boolean head(List<String> row) {
        headings = row;
        List<String> lower = row.stream().map(heading -> heading.strip().toLowerCase(Locale.ROOT)).toList();
        report = !lower.contains("id");
        String id = report
                ? Stream.concat(lower.stream().filter(heading -> ID.equals(org.columns().get(heading))),
                        ID_LABELS.stream().filter(lower::contains)).findFirst().orElse(null)
                : "id";
        if (id == null) {
            found.add(new Found.Unreadable(null, new Problem("(headings)", String.join(", ", row),
                    "a column with the records' ids: Id, or in a report Opportunity ID, Lead ID or Account ID"), row));
            return false;
        }
        Map<String, String> names = names();
        fields = lower.stream().map(heading -> heading.equals(id) ? ID : names.getOrDefault(heading, heading)).toList();
        return true;
    }

    private Map<String, String> names() {
        var names = new HashMap<String, String>(report ? LABELS : Map.of());
        org.kept().values().stream().flatMap(Set::stream)
                .forEach(field -> names.put(field.toLowerCase(Locale.ROOT), field));
        SnapshotReader.ABOUT.forEach(field -> names.put(field.toLowerCase(Locale.ROOT), field));
        names.putAll(org.columns());
        return names;
    }

    private Found row(CsvRecord row) {
        Map<String, String> raw = raw(row.getFields());
        if (row.getFieldCount() != headings.size()) {
            return new Found.Unreadable(null, new Problem("(row)", row.getFieldCount() + " cells",
                    "as many as there are headings: " + headings.size()), raw);
        }
        var texts = new LinkedHashMap<String, @Nullable String>();
        for (int i = 0; i < fields.size(); i++) {
            texts.put(fields.get(i), row.getField(i));
        }
        String id = null;
        try {
            id = FieldValues.id("/Id", texts.get(ID));
            String entity = PREFIXES.getOrDefault(id.substring(0, 3), "");
            return new TextRow(org, report).read(entity, texts, seenAt, raw);
        } catch (UnreadableFieldException e) {
            return new Found.Unreadable(id, e.problem(), raw);
        }
    }

    private Map<String, String> raw(List<String> cells) {
        var raw = new TreeMap<String, String>();
        for (int i = 0; i < cells.size(); i++) {
            raw.put(i < headings.size() ? headings.get(i) : "(" + (i + 1) + ")", cells.get(i));
        }
        return raw;
    }
}
