package io.dealledger.api.connector.salesforce;

import io.dealledger.api.connector.Entry;
import io.dealledger.api.connector.RecordKey;
import io.dealledger.api.connector.RecordOutcome;
import io.dealledger.api.connector.SameAccount;
import io.dealledger.api.intake.Delivery;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds a change of one record against what is known of it.
 *
 * @param readAgainAt when the record was read from the CRM as it stood; null where it came by itself
 */
record RecordChange(Org org, ChangeReader.Change change, String record,
        @Nullable Instant readAgainAt) implements Entry.Transition {
    @Override
    public Entry.Result apply(@Nullable Map<String, @Nullable Object> state,
            Function<RecordKey, @Nullable Map<String, @Nullable Object>> other) {
        ChangeEvent event = Stages.of(org, other.apply(Stages.KEY)).resolve(change.event());
        Changes known = Changes.ofJson(state);
        ChangeEvent same = known.known(event);
        if (same != null) {
            Set<String> kept = org.kept().getOrDefault(change.entity(), Set.of());
            if (!event.says(same, kept)) {
                return conflict(event, same);
            }
            if (same.says(event, kept)) {
                return closing(known, RecordOutcome.DUPLICATE);
            }
        }
        if (change.origin().contains("client=" + org.client())) {
            return Entry.Result.nothing(RecordOutcome.SKIPPED);
        }
        var said = new ArrayList<Delivery.Reading>();
        known.news(event, events -> tell(events))
                .forEach(news -> said.add(news.reading(org.speaker())));
        if (event.type().isGap()) {
            said.add(gap(event).detected());
        }
        List<ChangeEvent> gaps = known.openGaps(readAgainAt);
        gaps.forEach(gap -> said.add(gap(gap).closed(Objects.requireNonNull(readAgainAt))));
        RecordOutcome outcome = !known.isLast(event)
                ? RecordOutcome.STALE
                : said.isEmpty() ? RecordOutcome.NO_FACT : RecordOutcome.FACTS;
        Changes now = known.with(event).without(gaps);
        return new Entry.Result(outcome, said, accounts(now.events()), now.toJson());
    }

    /** The record did not change since it was last seen: that is what had been missed. */
    private Entry.Result closing(Changes known, RecordOutcome otherwise) {
        List<ChangeEvent> gaps = known.openGaps(readAgainAt);
        return gaps.isEmpty()
                ? Entry.Result.nothing(otherwise)
                : new Entry.Result(RecordOutcome.FACTS, gaps.stream()
                        .map(gap -> gap(gap).closed(Objects.requireNonNull(readAgainAt))).toList(), List.of(),
                        known.without(gaps).toJson());
    }

    private Missed gap(ChangeEvent event) {
        return Missed.of(org, change.entity(), record, event);
    }

    /** One commit has one content: what was said first stands, and a person is shown the other. */
    private Entry.Result conflict(ChangeEvent event, ChangeEvent same) {
        var problem = new Problem("/" + change.entity(), CanonicalJson.write(event.fields()),
                "what the same change of " + record + " said before: " + CanonicalJson.write(same.fields()));
        return new Entry.Result(RecordOutcome.QUARANTINED, List.of(new Delivery.Unread("unreadable",
                org.speaker().source(),
                change.entity() + ":" + record + "/" + event.transactionKey() + "/" + event.sequence(),
                null, List.of(problem))), List.of(), null);
    }

    private List<Said> tell(List<ChangeEvent> events) {
        return switch (change.entity()) {
            case "Opportunity" -> OpportunityStory.tell(org, record, events);
            case "Lead" -> LeadStory.tell(org, record, events);
            case "Account" -> AccountStory.tell(org, record, events);
            default -> List.of(); // sellers share a deal: that is kept, and credits no partner
        };
    }

    private List<SameAccount> accounts(List<ChangeEvent> events) {
        var last = events.getLast().committedAt();
        return switch (change.entity()) {
            case "Opportunity" -> {
                String account = OpportunityStory.account(events);
                yield account == null
                        ? List.of()
                        : List.of(new SameAccount("opportunity:" + record, org.speaker().connector(),
                                org.accounts().ofCrm(account),
                                last));
            }
            case "Lead" -> converted(events);
            case "Account" -> {
                String domain = AccountStory.domain(org, events);
                String own = org.accounts().ofCrm(record);
                yield domain == null
                        ? List.of()
                        : List.of(new SameAccount("account:" + record, org.speaker().connector() + "/id", own, last),
                                new SameAccount(
                                        "account:" + record, org.speaker().connector() + "/website",
                                        org.accounts().key(domain, null, own), last));
            }
            default -> List.of();
        };
    }

    /** The CRM made an account of a registered lead: the claimed customer and that account are one. */
    private List<SameAccount> converted(List<ChangeEvent> events) {
        String account = events.reversed().stream().map(event -> event.text("ConvertedAccountId"))
                .filter(id -> id != null).findFirst().orElse(null);
        return account == null || events.stream().allMatch(event -> event.text(org.field("lead-partner")) == null)
                ? List.of()
                : List.of(
                        new SameAccount("lead:" + record, org.speaker().connector() + "/lead",
                                LeadStory.accountKey(org, record, events),
                                events.getLast().committedAt()),
                        new SameAccount("lead:" + record, org.speaker().connector() + "/conversion",
                                org.accounts().ofCrm(account),
                                events.getLast().committedAt()));
    }
}
