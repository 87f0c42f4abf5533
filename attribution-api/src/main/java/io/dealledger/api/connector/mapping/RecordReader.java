package io.dealledger.api.connector.mapping;

import io.dealledger.api.connector.mapping.FieldReader.UnreadableFieldException;
import io.dealledger.api.connector.mapping.MappingDocument.Select;
import io.dealledger.api.connector.mapping.MappingDocument.Stream;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a document for the streams of a mapping.
 *
 * @param source     label of the way in
 * @param receivedAt when the document came
 */
public record RecordReader(MappingDocument mapping, String source, Instant receivedAt) {
    /** In the order of records, and for each record in that of streams. */
    public List<Reading> read(Document document) {
        return read(document, new Unknowns());
    }

    /** @param unknowns takes what no stream looks at, and words that no value map has */
    public List<Reading> read(Document document, Unknowns unknowns) {
        var readings = new ArrayList<Reading>();
        readPlaces(document, unknowns);
        for (int i = 0; i < document.records().size(); i++) {
            Object record = document.records().get(i);
            var words = new LinkedHashSet<Unknown>();
            var reader = new FieldReader(mapping.input(), record, document.tree(), words::add);
            int before = readings.size();
            for (Stream stream : mapping.streams()) {
                if (stream.sources().contains(source) && isSelected(stream.select(), reader)) {
                    Problem fault = document.faults().get(i);
                    readings.add(fault != null
                            ? new Reading.Unreadable(i, stream.name(), null, "row does not fit the heading", fault)
                            : read(i, stream, reader));
                }
            }
            if (readings.size() == before) {
                readings.add(new Reading.NoStream(i));
                words.add(unwanted(reader));
            }
            words.forEach(unknowns::add);
        }
        return readings;
    }

    private void readPlaces(Document document, Unknowns unknowns) {
        KnownPlaces known = KnownPlaces.inRecords(mapping, source);
        if (mapping.input().format() == MappingDocument.Format.CSV) {
            // every row has the places of the heading
            document.records().stream().limit(1).forEach(first -> known.unknownIn(first, "",
                    place -> unknowns.add(Unknown.field(place), document.records().size())));
            return;
        }
        if (!document.records().contains(document.tree())) {
            KnownPlaces.inDocument(mapping).unknownIn(document.tree(), Pointer.ENVELOPE,
                    place -> unknowns.add(Unknown.field(place)));
        }
        for (Object record : document.records()) {
            var places = new LinkedHashSet<Unknown>();
            known.unknownIn(record, "", place -> places.add(Unknown.field(place)));
            places.forEach(unknowns::add);
        }
    }

    /** The word by which streams of this source choose, where they do; else the source itself. */
    private Unknown unwanted(FieldReader reader) {
        List<Select> selects = mapping.streams().stream().filter(stream -> stream.sources().contains(source))
                .map(Stream::select).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
        if (selects.isEmpty()) {
            return new Unknown(Unknown.Kind.EVENT_TYPE, "(source)", source);
        }
        Pointer pointer = selects.stream().filter(select -> select.in() != null).findFirst()
                .orElse(selects.getFirst()).pointer();
        return new Unknown(Unknown.Kind.EVENT_TYPE, pointer.text(),
                Objects.requireNonNullElse(reader.text(pointer), ""));
    }

    private static boolean isSelected(@Nullable Select select, FieldReader reader) {
        if (select == null) {
            return true;
        }
        String text = reader.text(select.pointer());
        if (select.in() == null) {
            return (text != null) == select.present();
        }
        if (text != null && select.normaliseEventName()) {
            text = text.toLowerCase(Locale.ROOT).replace('.', '_');
        }
        return text != null && select.in().contains(text);
    }

    private Reading read(int index, Stream stream, FieldReader reader) {
        String id = null;
        try {
            id = recordId(stream, reader);
            Instant version = stream.version() == null ? null : reader.time(stream.version());
            var kept = new ArrayList<String>();
            Map<String, @Nullable Object> values = reader.values(stream.fields(), kept);
            return new Reading.Readable(index, stream, id,
                    new Snapshot(version, receivedAt, contentHash(stream, reader.record()), values,
                            List.copyOf(kept)));
        } catch (UnreadableFieldException e) {
            return new Reading.Unreadable(index, stream.name(), id, e.why(), e.problem());
        }
    }

    private static String recordId(Stream stream, FieldReader reader) {
        var parts = new ArrayList<String>();
        Pointer missing = null;
        for (Pointer pointer : stream.recordId()) {
            String part = reader.text(pointer);
            missing = part == null && missing == null ? pointer : missing;
            parts.add(part == null ? "" : part);
        }
        boolean allMissing = parts.stream().allMatch(String::isEmpty);
        if (missing != null && (!stream.recordIdHash() || allMissing)) {
            throw new UnreadableFieldException("no record id", new Problem(missing.text(),
                    CanonicalJson.write(missing.resolve(reader.record(), reader.document())), "the record's id"));
        }
        String joined = String.join("|", parts);
        return stream.recordIdHash() ? hash(joined) : joined;
    }

    private static String hash(String joined) {
        byte[] digest = CanonicalJson.digest(joined.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 8);
    }

    private static String contentHash(Stream stream, @Nullable Object record) {
        if (!(record instanceof Map<?, ?> members) || stream.ignoreInHash().isEmpty()) {
            return CanonicalJson.sha256(record);
        }
        var counted = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((name, value) -> {
            if (!stream.ignoreInHash().contains((String) name)) {
                counted.put((String) name, value);
            }
        });
        return CanonicalJson.sha256(counted);
    }
}
