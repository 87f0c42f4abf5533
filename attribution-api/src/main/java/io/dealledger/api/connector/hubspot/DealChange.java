package io.dealledger.api.connector.hubspot;

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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds what was told of a deal against what is known of it. */
record DealChange(Portal portal, String deal, List<DealEvent> told) implements Entry.Transition {
    @Override
    public Entry.Result apply(@Nullable Map<String, @Nullable Object> state,
            Function<RecordKey, @Nullable Map<String, @Nullable Object>> other) {
        var catalogue = StageCatalogue.of(portal, other.apply(StageCatalogue.KEY));
        var said = new ArrayList<Delivery.Reading>();
        List<DealEvent> understood = told.stream().filter(event -> isUnderstood(event, catalogue, said))
                .map(event -> event.isStage() && event.value() != null
                        ? event.meaning(Objects.requireNonNull(catalogue.meaning(event.value())))
                        : event)
                .toList();
        DealEvents before = DealEvents.ofJson(state);
        DealEvents now = before.with(understood);
        boolean same = now.equals(before);
        boolean late = !same && !before.events().isEmpty()
                && now.events().getLast().equals(before.events().getLast());
        Said.news(DealStory.tell(portal, deal, before.events()), DealStory.tell(portal, deal, now.events()),
                portal.speaker().source()).forEach(news -> said.add(news.reading(portal.speaker())));
        RecordOutcome outcome = understood.size() < told.size()
                ? RecordOutcome.QUARANTINED
                : same
                        ? RecordOutcome.DUPLICATE
                        : late ? RecordOutcome.STALE : said.isEmpty() ? RecordOutcome.NO_FACT : RecordOutcome.FACTS;
        return new Entry.Result(outcome, said, accounts(now), same ? null : now.toJson());
    }

    /** What a stage means must be known when it is entered: a guess could be a win. */
    private boolean isUnderstood(DealEvent event, StageCatalogue catalogue, List<Delivery.Reading> said) {
        if (!event.isStage() || event.value() == null || catalogue.meaning(event.value()) != null) {
            return true;
        }
        said.add(new Delivery.Unread("unreadable", portal.speaker().source(),
                "deal:" + deal + "/dealstage/" + event.at() + "/" + event.value(), null,
                List.of(new Problem("dealstage", CanonicalJson.write(event.value()),
                        "a stage that the account's pipelines or ledger.connectors." + portal.speaker().connector()
                                + ".crm.stages name; then have the message read again"))));
        return false;
    }

    /** A deal is with its company: another system that names the deal knows the customer by another id. */
    private List<SameAccount> accounts(DealEvents now) {
        Timeline timeline = Timeline.of(now.events());
        String company = timeline.moments().stream().flatMap(moment -> moment.all(DealEvent.Kind.ASSOCIATED))
                .filter(event -> DealEvent.PRIMARY.equals(event.value())).map(DealEvent::name)
                .reduce((_, second) -> second).orElse(null);
        return company == null
                ? List.of()
                : List.of(new SameAccount("opportunity:" + deal, portal.speaker().connector(),
                        portal.account(company), Instant.ofEpochMilli(now.events().getLast().at())));
    }
}
