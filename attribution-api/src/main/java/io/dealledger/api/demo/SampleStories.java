package io.dealledger.api.demo;

import io.dealledger.api.demo.SampleDeal.Ending;
import io.dealledger.api.demo.SampleDeal.Region;
import io.dealledger.api.demo.SampleDeal.Segment;
import io.dealledger.fact.AccountDirectTouch;
import io.dealledger.fact.CompCredited;
import io.dealledger.fact.CompPaid;
import io.dealledger.fact.CosellActivity;
import io.dealledger.fact.DealType;
import io.dealledger.fact.FulfilmentAssigned;
import io.dealledger.fact.FulfilmentRole;
import io.dealledger.fact.OpportunityClosedLost;
import io.dealledger.fact.OpportunityClosedWon;
import io.dealledger.fact.OpportunityCreated;
import io.dealledger.fact.OpportunityPartnerTagged;
import io.dealledger.fact.OpportunityQualified;
import io.dealledger.fact.OpportunityStageChanged;
import io.dealledger.fact.PartnerIntroductionLogged;
import io.dealledger.fact.RegistrationApproved;
import io.dealledger.fact.RegistrationExpired;
import io.dealledger.fact.RegistrationRejected;
import io.dealledger.fact.RegistrationSubmitted;
import io.dealledger.fact.SplitAgreed;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Turns a deal into what the CRM, the partner portal and the payroll say of it. */
final class SampleStories {
    private static final List<String> ACTIVITIES = List.of("joint_discovery", "technical_validation",
            "executive_introduction", "customer_success_engagement");

    private final SampleLog log;
    private final Dice dice;

    SampleStories(SampleLog log, Dice dice) {
        this.log = log;
        this.dice = dice;
    }

    void tell(SampleDeal deal) {
        howItBegan(deal);
        String id = deal.id();
        log.say(SampleLog.CRM, id + ".created", deal.created(),
                new OpportunityCreated(id, deal.accountId(), deal.type(), deal.owner(), deal.amount(),
                        deal.region().currency, word(deal.segment()), word(deal.region()), "platform", null));
        Instant qualified = dice.workingHour(deal.created(), dice.between(3, 14));
        log.say(SampleLog.CRM, id + ".qualified", qualified,
                new OpportunityQualified(id, deal.amount(), deal.region().currency));
        if (deal.ending() != Ending.OPEN || dice.chance(50)) {
            log.say(SampleLog.CRM, id + ".proposal", dice.workingHour(qualified, dice.between(2, 9)),
                    new OpportunityStageChanged(id, "proposal"));
        }
        switch (deal.ending()) {
            case WON -> won(deal);
            case LOST -> log.say(SampleLog.CRM, id + ".lost", deal.ended(),
                    new OpportunityClosedLost(id, dice.pick(List.of("price", "no decision", "competitor"))));
            case OPEN -> {
            }
        }
    }

    private void howItBegan(SampleDeal deal) {
        switch (deal.story()) {
            case REGISTERED -> registered(deal, -dice.between(5, 30), 0);
            case INTRODUCED -> log.say(SampleLog.PRM, deal.id() + ".introduction",
                    dice.workingHour(deal.created(), -dice.between(2, 25)),
                    new PartnerIntroductionLogged(deal.partner(), deal.accountId()));
            case SPLIT_BETWEEN_TWO -> {
                registered(deal, -dice.between(5, 30), 0);
                log.say(SampleLog.PRM, deal.id() + ".split", dice.workingHour(deal.created(), 20),
                        new SplitAgreed(deal.id(),
                                Map.of(deal.partner(), Fraction.parse("2/3"), deal.second(), Fraction.parse("1/3")),
                                List.of(deal.partner(), deal.second())));
                coSold(deal, deal.second());
            }
            case CO_SOLD -> coSold(deal, deal.partner());
            case REGISTERED_AFTER_CREATION -> registered(deal, dice.between(2, 9), 0);
            case REGISTRATION_HEARD_TOO_LATE -> registered(deal, -dice.between(3, 8), dice.between(26, 31));
            case REGISTRATION_LAPSED -> lapsed(deal);
            case SALES_WAS_THERE_FIRST -> {
                directTouch(deal, -dice.between(30, 45));
                registered(deal, -dice.between(5, 20), 0);
            }
            case DIRECT -> directTouch(deal, -dice.between(1, 40));
            case REGISTRATION_REJECTED -> rejected(deal);
        }
    }

    /** Submitted that many days from the creation of the opportunity, approved two days later. */
    private void registered(SampleDeal deal, int days, int heardDaysLater) {
        Instant submitted = dice.workingHour(deal.created(), days);
        submit(deal, submitted, heardDaysLater);
        log.sayLate(SampleLog.PRM, deal.registrationId() + ".approved", dice.workingHour(submitted, 2),
                heardDaysLater, new RegistrationApproved(deal.registrationId(), "channel-desk", null));
        if (dice.chance(40)) {
            coSold(deal, deal.partner());
        }
    }

    private void submit(SampleDeal deal, Instant submitted, int heardDaysLater) {
        log.sayLate(SampleLog.PRM, deal.registrationId() + ".submitted", submitted, heardDaysLater,
                new RegistrationSubmitted(deal.registrationId(), deal.partner(), deal.accountId(), null, "platform",
                        deal.amount(), deal.region().currency, null));
    }

    private void lapsed(SampleDeal deal) {
        Instant submitted = dice.workingHour(deal.created(), -dice.between(100, 110));
        String id = deal.registrationId();
        submit(deal, submitted, 0);
        log.say(SampleLog.PRM, id + ".approved", dice.workingHour(submitted, 1),
                new RegistrationApproved(id, "channel-desk", null));
        log.say(SampleLog.PRM, id + ".expired", dice.workingHour(submitted, 92), new RegistrationExpired(id, null));
        coSold(deal, deal.partner());
    }

    private void rejected(SampleDeal deal) {
        Instant submitted = dice.workingHour(deal.created(), -dice.between(10, 20));
        submit(deal, submitted, 0);
        log.say(SampleLog.PRM, deal.registrationId() + ".rejected", dice.workingHour(submitted, 3),
                new RegistrationRejected(deal.registrationId(), "no contact with the buyer was shown"));
    }

    private void coSold(SampleDeal deal, String partner) {
        int cycle = Math.toIntExact(ChronoUnit.DAYS.between(deal.created(), deal.ended()));
        int times = dice.between(1, 2);
        for (int n = 1; n <= times; n++) {
            log.say(SampleLog.CRM, deal.id() + ".cosell." + partner + "." + n,
                    dice.workingHour(deal.created(), dice.between(1, Math.max(1, cycle - 2))),
                    new CosellActivity(partner, dice.pick(ACTIVITIES), deal.id(), null));
        }
    }

    private void directTouch(SampleDeal deal, int days) {
        log.say(SampleLog.CRM, deal.id() + ".touch." + -days, dice.workingHour(deal.created(), days),
                new AccountDirectTouch(deal.accountId(), deal.owner(), dice.pick(List.of("call", "e-mail", "event"))));
    }

    private void won(SampleDeal deal) {
        String id = deal.id();
        boolean resold = deal.region() == Region.JAPAN || dice.chance(8);
        int heardDaysLater = dice.chance(3) ? dice.between(15, 24) : 0;
        log.sayLate(SampleLog.CRM, id + ".won", deal.ended(), heardDaysLater,
                new OpportunityClosedWon(id, deal.amount(), deal.region().currency, resold ? deal.part("1.25") : null,
                        deal.owner(), word(deal.segment()), word(deal.region())));
        if (resold) { // who invoices says nothing about who brought the deal
            log.say(SampleLog.CRM, id + ".reseller", deal.ended().minusSeconds(600),
                    new FulfilmentAssigned(id, deal.second(), FulfilmentRole.RESELLER));
        }
        if (dice.chance(6)) { // a claim typed into the CRM: shown, never an origin
            log.say(SampleLog.CRM, id + ".tagged", deal.ended().minusSeconds(300),
                    new OpportunityPartnerTagged(id, deal.second(), "sourced"));
        }
        if (deal.type() != DealType.RENEWAL) {
            log.say(SampleLog.FINANCE, id + ".credited", dice.workingHour(deal.ended(), 2), new CompCredited(id,
                    deal.owner(), deal.amount(), "commission", deal.region().currency, null));
            log.say(SampleLog.FINANCE, id + ".paid", dice.workingHour(deal.ended(), 30),
                    new CompPaid(id, deal.owner(), deal.part(SampleCompany.commission(deal)), "commission",
                            deal.region().currency, null));
        }
    }

    static String word(Segment segment) {
        return RecordJson.word(segment);
    }

    static String word(Region region) {
        return RecordJson.word(region);
    }
}
