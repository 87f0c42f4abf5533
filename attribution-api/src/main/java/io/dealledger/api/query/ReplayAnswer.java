package io.dealledger.api.query;

import static io.dealledger.api.query.ShareAnswer.plain;

import io.dealledger.api.query.AttributionAnswer.Step;
import io.dealledger.api.query.ShareAnswer.Sums;
import io.dealledger.attribution.Decision;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import io.dealledger.money.MinorUnits;
import io.dealledger.share.Totals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What another policy would have made of the same facts, in money. Nothing of it is stored.
 *
 * @param policy   version replayed under; {@code posted} for a document that came with the question
 * @param deals    that it decides otherwise, by id, whether or not money moves
 * @param changed  how many there are, listed or not
 * @param byWeek   weeks whose numbers move
 * @param byPartner origin credit in the currency of the definition, where it moves; {@code direct} is nobody's
 * @param byAe     sourced amount by seller, where it moves; "" for deals that nobody owns
 */
record ReplayAnswer(String definition, String policy, Instant asOf, long position, String currency, String from,
        String to, Side recorded, Side replayed, Moved moved, int changed, List<WeekMoved> byWeek,
        List<PartyMoved> byPartner, List<PartyMoved> byAe, List<DealMoved> deals, @Nullable String after) {
    /** @param sums over the weeks asked about */
    record Side(Sums sums) {
        static Side of(Totals totals) {
            return new Side(Sums.of(totals));
        }
    }

    /** Replayed less recorded. */
    record Moved(String sourced, String influenced, String direct, String total) {
        static Moved between(Totals recorded, Totals replayed) {
            return new Moved(plain(replayed.sourced().subtract(recorded.sourced())),
                    plain(replayed.influenced().subtract(recorded.influenced())),
                    plain(replayed.direct().subtract(recorded.direct())),
                    plain(replayed.total().subtract(recorded.total())));
        }
    }

    record WeekMoved(String week, Moved moved, @Nullable String recordedShare, @Nullable String replayedShare) {
        static WeekMoved of(String week, Totals recorded, Totals replayed) {
            return new WeekMoved(week, Moved.between(recorded, replayed), Fraction.show(recorded.share()),
                    Fraction.show(replayed.share()));
        }
    }

    record PartyMoved(String id, String recorded, String replayed, String delta) {}

    /** @param amount in the weeks asked about and the currency of the definition */
    record DealMoved(String opportunityId, String accountId, @Nullable String ownerAe, String amount, Moved moved,
            @Nullable Decided recorded, Decided replayed) {}

    /** @param trace of the replay; empty for what was recorded: ask for the deal's attribution */
    record Decided(String policy, String tag, List<String> sourcedBy, List<String> influencedBy,
            Map<String, String> originCredit, Map<String, String> registrations, List<String> flags,
            List<Step> trace) {
        static Decided recorded(Decision decision) {
            return of(decision, List.of());
        }

        static Decided of(Decision decision) {
            return of(decision, decision.trace().stream().map(Step::of).toList());
        }

        private static Decided of(Decision decision, List<Step> trace) {
            var credit = new TreeMap<String, String>();
            decision.originCredit().forEach((party, amount) -> credit.put(party, plain(amount)));
            return new Decided(decision.policy(), RecordJson.word(decision.tag()), decision.sourcedBy(),
                    decision.influencedBy(), credit, decision.registrations(), decision.flags(),
                    trace);
        }
    }

    static PartyMoved party(String id, Fraction recorded, Fraction replayed, Currency currency) {
        BigDecimal before = MinorUnits.round(recorded, currency);
        BigDecimal after = MinorUnits.round(replayed, currency);
        return new PartyMoved(id, plain(before), plain(after), plain(after.subtract(before)));
    }
}
