package io.dealledger.api.connector.hubspot;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.dealledger.api.connector.hubspot.DealEvent.Kind;
import io.dealledger.api.connector.mapping.Unknown;
import io.dealledger.json.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads an export of deals, with internal names or with the labels of an English account as headings. A row says how the
 * deal stood when the file was made, not when it became so: what a webhook or a history tells of the same property is
 * better and stands.
 */
final class DealExport {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final Map<String, String> HEADINGS = Map.of("record_id", "hs_object_id", "deal_stage", "dealstage",
            "currency", "deal_currency_code", "close_date", "closedate", "create_date", "createdate", "deal_type",
            "dealtype", "deal_owner", "hubspot_owner_id", "last_modified_date", "hs_lastmodifieddate",
            "closed_lost_reason", "closed_lost_reason", "associated_company_ids", "companies");
    /** What is read besides what means something of a deal. */
    private static final Set<String> READ = Set.of("hs_object_id", "createdate", "hs_lastmodifieddate", "closedate",
            "companies");

    private final Portal portal;

    DealExport(Portal portal) {
        this.portal = portal;
    }

    List<Told> read(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
        String heading = text.lines().findFirst().orElse("");
        char separator = heading.chars().filter(c -> c == ';').count() > heading.chars().filter(c -> c == ',').count()
                ? ';'
                : ',';
        var told = new ArrayList<Told>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().fieldSeparator(separator).ofNamedCsvRecord(text)) {
            var filled = new TreeMap<String, Integer>();
            for (NamedCsvRecord row : rows) {
                Map<String, String> cells = cells(row);
                told.add(row(cells));
                cells.keySet().stream().filter(name -> !READ.contains(name) && !portal.reads(name))
                        .forEach(name -> filled.merge(name, 1, Integer::sum));
            }
            filled.forEach((name, count) -> told.add(new Told.Column(Unknown.field("/deal/" + name), count)));
        } catch (CsvParseException e) {
            told.add(new Told.Unreadable(null, new Problem("(row " + (told.size() + 2) + ")",
                    String.valueOf(e.getMessage()), "CSV with as many cells as headings"), String.valueOf(heading)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return told;
    }

    /** By internal name; those that hold something. */
    private static Map<String, String> cells(NamedCsvRecord row) {
        var cells = new HashMap<String, String>();
        row.getFieldsAsMap().forEach((heading, cell) -> {
            String name = heading.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
            if (!cell.isBlank()) {
                cells.put(HEADINGS.getOrDefault(name, name), cell.strip());
            }
        });
        return cells;
    }

    private Told row(Map<String, String> cells) {
        String id = cells.get("hs_object_id");
        if (id == null || !id.matches("\\d+")) {
            return new Told.Unreadable(null, new Problem("Record ID", id == null ? "absent" : id,
                    "the deal's id, a whole number"), cells);
        }
        try {
            return new Told.OfDeal(id, events(cells), cells);
        } catch (DateTimeParseException e) {
            return new Told.Unreadable(id, new Problem("(date)", e.getParsedString(),
                    "a time such as 2026-03-10 15:00, local to crm.zone, or with an offset"), cells);
        } catch (IllegalArgumentException e) {
            return new Told.Unreadable(id, new Problem("amount", cells.getOrDefault("amount", "absent"),
                    "an amount such as 1500.50"), cells);
        }
    }

    private List<DealEvent> events(Map<String, String> cells) {
        var events = new ArrayList<DealEvent>();
        Long created = time(cells.get("createdate"));
        Long modified = time(cells.get("hs_lastmodifieddate"));
        Long closed = time(cells.get("closedate"));
        if (created == null) {
            throw new DateTimeParseException("absent", "createdate: absent", 0);
        }
        long last = modified == null ? created : modified;
        events.add(DealEvent.of(Kind.CREATED, created, null, null));
        cells.forEach((name, cell) -> {
            if (portal.reads(name)) {
                boolean outcome = name.equals("dealstage") || name.equals("closed_lost_reason");
                boolean status = name.equals(portal.field("registration-status"));
                // an open deal's expected close date lies in the future and dates nothing
                long at = outcome ? closed != null && closed <= last ? closed : last : status ? last : created;
                events.add(DealEvent.property(Kind.CURRENT, at, name, Values.of(portal, name, cell), null));
            }
        });
        List<String> companies = List.of(cells.getOrDefault("companies", "").split(";"));
        for (String company : companies) {
            if (company.matches("\\d+")) {
                events.add(DealEvent.property(Kind.LINKED, last, company,
                        company.equals(companies.getFirst()) ? DealEvent.PRIMARY : DealEvent.PLAIN, null));
            }
        }
        return events;
    }

    private @Nullable Long time(@Nullable String cell) {
        if (cell == null) {
            return null;
        }
        return cell.contains("T")
                ? Instant.parse(cell).toEpochMilli()
                : LocalDateTime.parse(cell, LOCAL).atZone(portal.zone()).toInstant().toEpochMilli();
    }
}
