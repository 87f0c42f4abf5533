package io.dealledger.api.matching;

import io.dealledger.api.intake.CloudEventReader;
import io.dealledger.api.intake.Delivery;
import io.dealledger.api.intake.Intake;
import io.dealledger.api.intake.Receipt;
import io.dealledger.api.matching.Match.Decision;
import io.dealledger.api.matching.Match.Ruling;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.fact.Anchor;
import io.dealledger.fact.FactReader;
import io.dealledger.fact.Statement;
import io.dealledger.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes a person's decision about two accounts and states it; the fact decides, here and in every replay. */
final class MatchDesk {
    private static final String SOURCE = "ledger:matches";
    private static final int LOOKED_AT = 1_000;

    private final MatchBook book;
    private final Intake intake;
    private final LedgerStore ledger;
    private final InstantSource clock;

    MatchDesk(MatchBook book, Intake intake, LedgerStore ledger, InstantSource clock) {
        this.book = book;
        this.intake = intake;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** @param receipt of the fact */
    record Decided(Match match, Receipt receipt) {}

    /**
     * Durable as a fact when it returns. Saying the same again is answered the same.
     *
     * @return null where it was decided otherwise before, see {@link MatchBook#find}
     */
    @Nullable
    Decided decide(long id, Decision decision, String by, @Nullable String reason) {
        Match match = book.rule(id, new Ruling(decision, by, reason, now(), false));
        Ruling ruling = Objects.requireNonNull(match.ruling());
        if (!ruling.isSameAs(decision) || ruling.by() == null) {
            return null;
        }
        Receipt receipt = intake.accept(List.of(statement(match, ruling))).getFirst();
        book.stated(id);
        return new Decided(match, receipt);
    }

    /** Pairs that a fact has made one in the meantime are no questions any more. */
    void settle() {
        List<Match> open = book.open(LOOKED_AT);
        if (open.isEmpty()) {
            return;
        }
        var roots = new Roots(ledger);
        for (Match match : open) {
            if (roots.of(match.from()).equals(roots.of(match.into()))) {
                book.rule(match.id(), new Ruling(Decision.SAME, null, null, now(), true));
            }
        }
    }

    /** With the time of the decision, which is kept: whatever happens in between, it is one statement. */
    private static Delivery statement(Match match, Ruling ruling) {
        String by = Objects.requireNonNull(ruling.by());
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("from", match.from());
        data.put("into", match.into());
        data.put("actor", by);
        String kind = switch (ruling.decision()) {
            case SAME -> {
                if (ruling.reason() != null) {
                    data.put("note", ruling.reason());
                }
                yield "account.merged";
            }
            case DIFFERENT -> {
                data.put("reason", Objects.requireNonNull(ruling.reason()));
                data.put("approved_by", List.of(by));
                yield "account.unmerged";
            }
        };
        String id = match.from() + "/" + match.into() + "/" + ruling.at();
        Delivery.Reading reading = switch (FactReader.read(kind, data)) {
            case FactReader.Readable(var fact) ->
                new Delivery.Read(new Statement(SOURCE, id, ruling.at(), match.into(), fact, data));
            case FactReader.Unreadable(var problems) ->
                new Delivery.Unread("unreadable", SOURCE, id, "attribution." + kind + ".v1", problems);
        };
        byte[] raw = CanonicalJson.write(Map.of("specversion", "1.0", "source", SOURCE, "id", id, "type",
                "attribution." + kind + ".v1", "time", ruling.at().toString(), "subject", match.into(),
                "datacontenttype", "application/json", "data", data)).getBytes(StandardCharsets.UTF_8);
        return new Delivery(raw, CloudEventReader.STRUCTURED, "http", reading);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Which account stands for another one, as the ledger has it now. */
    private record Roots(LedgerStore ledger) {
        String of(String account) {
            var seen = new HashSet<String>();
            String root = account;
            while (seen.add(root)) {
                root = ledger.accounts(List.of(Anchor.account(root))).getOrDefault(Anchor.account(root), root);
            }
            return root;
        }
    }
}
