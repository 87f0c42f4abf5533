package io.dealledger.api.connector.hubspot;

import io.dealledger.api.connector.Speaker;
import io.dealledger.api.intake.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one moment in a record's life says.
 *
 * @param data members of the kind; absent ones are left out
 */
record Said(String record, String kind, long at, Map<String, @Nullable Object> data) {
    private static final String CREATED = "opportunity.created";
    private static final String WON = "opportunity.closed_won";

    static Said of(String record, String kind, long at, @Nullable String who) {
        return new Said(record, kind, at, Map.of()).with("actor", who);
    }

    Said with(String member, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        var more = new LinkedHashMap<String, @Nullable Object>(data);
        more.put(member, value);
        return new Said(record, kind, at, more);
    }

    Delivery.Reading reading(Speaker speaker) {
        Speaker.Saying saying = speaker.say(record, kind, Instant.ofEpochMilli(at));
        data.forEach(saying::with);
        return saying.done();
    }

    /** What is said now and was not before. */
    static List<Said> news(List<Said> before, List<Said> after, String source) {
        var news = new ArrayList<Said>();
        for (Said said : after) {
            Said first = before.stream().filter(said::isAbout).findFirst().orElse(null);
            if (before.contains(said)) {
                continue;
            }
            if (first == null) {
                news.add(said);
            } else {
                news.addAll(said.instead(first, source));
            }
        }
        return news;
    }

    private boolean isAbout(Said other) {
        return kind.equals(other.kind) && (kind.equals(CREATED) || at == other.at)
                && Objects.equals(data.get("partner_id"), other.data.get("partner_id"));
    }

    /** The ledger keeps the first creation and the first win: what they left out or had wrong is told as changes. */
    private List<Said> instead(Said first, String source) {
        if (kind.equals(CREATED)) {
            return changes(first);
        }
        boolean amountOnly = kind.equals(WON) && first.data.get("amount") != null
                && Objects.equals(first.data.get("currency"), data.get("currency"));
        return List.of(!amountOnly
                ? this
                : changed("opportunity.amount_corrected").with("new_amount", data.get("amount"))
                        .with("reason", "a change of the amount before the win arrived after it")
                        .with("approved_by", List.of(Objects.requireNonNullElse(data.get("actor"), source))));
    }

    private List<Said> changes(Said first) {
        var changes = new ArrayList<Said>();
        Map<String, String> kinds = Map.of("account_id", "opportunity.account_changed", "deal_type",
                "opportunity.deal_type_changed", "owner_ae", "opportunity.owner_changed");
        kinds.forEach((member, changeKind) -> {
            if (data.get(member) != null && !Objects.equals(data.get(member), first.data.get(member))) {
                changes.add(changed(changeKind).with(member, data.get(member)));
            }
        });
        if (data.get("amount") != null && !(Objects.equals(data.get("amount"), first.data.get("amount"))
                && Objects.equals(data.get("currency"), first.data.get("currency")))) {
            changes.add(changed("opportunity.amount_changed").with("amount", data.get("amount")).with("currency",
                    data.get("currency")));
        }
        return changes;
    }

    private Said changed(String changeKind) {
        return new Said(record, changeKind, at, Map.of()).with("opportunity_id", data.get("opportunity_id"))
                .with("actor", data.get("actor"));
    }
}
