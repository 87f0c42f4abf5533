package io.dealledger.api.demo;

import static io.dealledger.api.demo.SampleLog.CRM;
import static io.dealledger.api.demo.SampleLog.PRM;

import io.dealledger.api.demo.SampleDeal.Ending;
import io.dealledger.api.demo.SampleDeal.Story;
import io.dealledger.fact.AccountIdentified;
import io.dealledger.fact.AccountMerged;
import io.dealledger.fact.Claim;
import io.dealledger.fact.ClaimedTag;
import io.dealledger.fact.DealType;
import io.dealledger.fact.DisputeEvidenceAdded;
import io.dealledger.fact.DisputeOpened;
import io.dealledger.fact.DisputeOutcome;
import io.dealledger.fact.DisputeResolved;
import io.dealledger.fact.IntakeGapDetected;
import io.dealledger.fact.OpportunityAmountCorrected;
import io.dealledger.fact.OpportunityClosedWon;
import io.dealledger.fact.OpportunityRefunded;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What goes wrong in a year: disputes, typing errors, refunds, duplicate customers, a lossy feed, broken messages. */
final class SampleExceptions {
    /** Deals a reader can look at, by what happened to them. */
    record Highlights(SampleDeal disputeWon, SampleDeal disputeOpen, SampleDeal extraZero, SampleDeal refunded,
            SampleDeal mergedAfterClose) {}

    private final SampleLog log;
    private final Dice dice;
    private final List<SampleDeal> deals;
    private final Instant end;
    private int disputes;

    SampleExceptions(SampleLog log, Dice dice, List<SampleDeal> deals, Instant end) {
        this.log = log;
        this.dice = dice;
        this.deals = deals;
        this.end = end;
    }

    Highlights happen() {
        var tooLate = won(deal -> deal.story() == Story.REGISTRATION_HEARD_TOO_LATE);
        SampleDeal disputeWon = tooLate.next();
        String first = dispute(disputeWon, ClaimedTag.SOURCED);
        decide(disputeWon, first, new Claim(ClaimedTag.SOURCED, disputeWon.partner()), "auditor-1", "finance-1");
        SampleDeal noForce = tooLate.next();
        decide(noForce, dispute(noForce, ClaimedTag.SOURCED), new Claim(ClaimedTag.SOURCED, noForce.partner()),
                "channel-lead", "channel-lead"); // one person twice: the decision has no force
        SampleDeal denied = won(deal -> deal.story() == Story.REGISTERED_AFTER_CREATION).next();
        decide(denied, dispute(denied, ClaimedTag.SOURCED), null, "auditor-1", "finance-1");

        Instant lately = end.minus(Duration.ofDays(35));
        SampleDeal open = largest(won(deal -> deal.story() == Story.CO_SOLD && deal.ended().isAfter(lately)
                && deal.ended().isBefore(end.minus(Duration.ofDays(14)))));
        dispute(open, ClaimedTag.SOURCED);
        dispute(won(deal -> deal.story() == Story.REGISTERED && deal.ended().isAfter(lately)
                && deal.ended().isBefore(end.minus(Duration.ofDays(14)))).next(), ClaimedTag.DIRECT);

        lossyFeed();
        return new Highlights(disputeWon, open, typingErrors(), refunds(), duplicateCustomers());
    }

    private Iterator<SampleDeal> won(Predicate<SampleDeal> which) {
        return deals.stream().filter(deal -> deal.ending() == Ending.WON && deal.type() != DealType.RENEWAL)
                .filter(which).iterator();
    }

    private static SampleDeal largest(Iterator<SampleDeal> deals) {
        SampleDeal largest = deals.next();
        while (deals.hasNext()) {
            SampleDeal next = deals.next();
            largest = next.dollars().compareTo(largest.dollars()) > 0 ? next : largest;
        }
        return largest;
    }

    private String dispute(SampleDeal deal, ClaimedTag tag) {
        String id = "X-" + ++disputes;
        boolean seller = tag == ClaimedTag.DIRECT;
        Instant opened = dice.workingHour(deal.ended(), 6);
        log.say(PRM, id + ".opened", opened,
                new DisputeOpened(id, deal.id(), seller ? deal.owner() : deal.partner(),
                        new Claim(tag, seller ? null : deal.partner()),
                        seller ? "The buyer was ours before." : "We brought the buyer; our portal was behind."));
        log.say(PRM, id + ".evidence", dice.workingHour(opened, 2), new DisputeEvidenceAdded(id,
                List.of(deal.registrationId() + ".submitted"), "The mail to the buyer is attached there."));
        return id;
    }

    /** @param claim what was decided; null: denied */
    private void decide(SampleDeal deal, String dispute, @Nullable Claim claim, String decider, String approver) {
        log.say(PRM, dispute + ".resolved", dice.workingHour(deal.ended(), 21),
                new DisputeResolved(dispute, claim, claim == null ? DisputeOutcome.DENIED : null, decider, approver,
                        List.of(deal.registrationId() + ".submitted")));
    }

    /** One win with a zero too many and three with small errors, each noticed nine days later. */
    private SampleDeal typingErrors() {
        var wins = won(deal -> deal.story() == Story.DIRECT && deal.ended().isAfter(end.minus(Duration.ofDays(150)))
                && deal.number() % 7 == 0);
        SampleDeal extraZero = wins.next();
        log.replace(log.find(extraZero.id() + ".won").with("amount",
                extraZero.amount().multiply(BigDecimal.TEN).toPlainString()));
        correct(extraZero, extraZero.amount(), "an extra zero");
        for (int n = 0; n < 3 && wins.hasNext(); n++) {
            SampleDeal deal = wins.next();
            correct(deal, deal.part("0.95"), "the discount was left out");
        }
        return extraZero;
    }

    private void correct(SampleDeal deal, BigDecimal amount, String reason) {
        log.say(CRM, deal.id() + ".corrected", dice.workingHour(deal.ended(), 9),
                new OpportunityAmountCorrected(deal.id(), amount, reason, List.of("finance-1")));
    }

    private SampleDeal refunds() {
        var wins = won(deal -> deal.number() % 61 == 0 && deal.ended().isBefore(end.minus(Duration.ofDays(70))));
        SampleDeal first = wins.next();
        refund(first, first.amount(), "customer cancelled");
        while (wins.hasNext()) {
            SampleDeal deal = wins.next();
            refund(deal, deal.part("0.25"), "fewer seats");
        }
        return first;
    }

    private void refund(SampleDeal deal, BigDecimal amount, String reason) {
        log.say(CRM, deal.id() + ".refunded", dice.workingHour(deal.ended(), 63),
                new OpportunityRefunded(deal.id(), amount, reason));
    }

    /** Partners registered on a second record of the customer; merged before the close, and after it. */
    private SampleDeal duplicateCustomers() {
        var wins = won(deal -> deal.story() == Story.REGISTERED && deal.type() == DealType.NEW_LOGO
                && deal.number() % 5 == 0);
        merge(wins.next(), -10);
        merge(wins.next(), -5);
        merge(wins.next(), 8);
        SampleDeal last = wins.next();
        merge(last, 12);
        return last;
    }

    private void merge(SampleDeal deal, int daysFromClose) {
        String duplicate = deal.accountId() + "-DUP";
        SampleFact registered = log.find(deal.registrationId() + ".submitted");
        log.replace(registered.with("account_id", duplicate));
        log.say(CRM, duplicate + ".identified", registered.occurredAt().minusSeconds(600),
                new AccountIdentified(duplicate, "Customer " + deal.accountId(), null, null, null));
        log.say(CRM, duplicate + ".merged", dice.workingHour(deal.ended(), daysFromClose),
                new AccountMerged(duplicate, deal.accountId()));
    }

    /** Sent twice, sent too early, sent broken, and never sent. */
    private void lossyFeed() {
        List<SampleFact> sent = log.heardUntil(end);
        for (int n = 50; n < sent.size(); n += 97) {
            log.add(sent.get(n).heard(sent.get(n).heardAt().plus(Duration.ofDays(1))));
        }
        won(deal -> deal.story() == Story.REGISTERED && deal.number() % 11 == 0).forEachRemaining(deal -> {
            SampleFact late = log.find(deal.registrationId() + ".submitted"); // its approval comes first
            log.replace(late.heard(late.heardAt().plus(Duration.ofDays(3))));
        });
        SampleDeal disagreed = won(deal -> deal.story() == Story.DIRECT).next();
        SampleFact win = log.find(disagreed.id() + ".won"); // the same id with another amount
        log.add(win.with("amount", disagreed.part("0.5").toPlainString())
                .heard(win.heardAt().plus(Duration.ofDays(2))));
        Instant day = dice.workingHour(end, -20);
        Instant sync = SampleLog.syncAfter(day, 0);
        log.add(win.withId("D-0007.won").with("amount", BigDecimal.valueOf(25_000)).heard(sync)); // a number, not a text
        log.add(new SampleFact(PRM, "score.1", day, sync, "partner.scored",
                Map.of("partner_id", "P-01", "score", "A")));
        log.say(CRM, "D-0008.won", day, new OpportunityClosedWon("D-0008", new BigDecimal("18000.00"),
                Currency.getInstance("USD"), null, null, "mid_market", "uk")); // its opportunity never came
        log.say(CRM, "gap.1", day, new IntakeGapDetected(CRM, day.minus(Duration.ofDays(2)), day,
                "the event bus overflowed"));
    }
}
