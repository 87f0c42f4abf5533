package io.dealledger.api.demo;

import io.dealledger.api.demo.SampleDeal.Region;
import io.dealledger.fact.Capability;
import io.dealledger.fact.CompPlanAssigned;
import io.dealledger.fact.CompPlanPublished;
import io.dealledger.fact.FxRatePublished;
import io.dealledger.fact.PartnerCapacityDeclared;
import io.dealledger.fact.PartnerCertified;
import io.dealledger.fact.PartnerEnrolled;
import io.dealledger.fact.PartnerProfiled;
import io.dealledger.fact.QuotaAssigned;
import io.dealledger.money.Fraction;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Harbor Analytics, which does not exist: its partners, sellers, plans and exchange rates. */
final class SampleCompany {
    /** In the order of what they produce, which is not the order of how well known they are. */
    private static final List<String> PARTNERS = List.of("Alder Systems", "Brightwater Consulting", "Cobalt Works",
            "Dovetail Partners", "Elm & Stone", "Fjord Digital", "Granite Peak", "Hollybrook", "Inkwell Data",
            "Juniper Lane", "Kestrel Advisory", "Larkspur", "Meridian Labs", "Northgate", "Oakline", "Pinecrest",
            "Quarry Hill", "Redwood Forge", "Saltmarsh", "Tidewater", "Umber Studio", "Vantage Nine", "Willowbank",
            "Yarrow Group", "Zenith Global");
    private static final List<String> RECRUITED_FOR_THEIR_NAME = List.of("P-22", "P-24", "P-25");
    /** Two who stayed on the plan that pays less where a partner brought the deal. */
    private static final List<String> ON_THE_OLD_PLAN = List.of("AE-03", "AE-19");
    private static final Instant NEW_PLANS = Instant.parse("2026-01-01T00:00:00Z");
    private static final LocalDate FIRST_MONTH = LocalDate.of(2025, 1, 1);
    private static final int MONTHS = 18;

    List<String> partnersByProduction() {
        return IntStream.rangeClosed(1, PARTNERS.size()).mapToObj("P-%02d"::formatted).toList();
    }

    static List<String> sellers() {
        return Stream.of(Region.values()).flatMap(region -> sellersIn(region).stream()).toList();
    }

    String sellerIn(Region region, Dice dice) {
        return dice.pick(sellersIn(region));
    }

    private static List<String> sellersIn(Region region) {
        int before = Stream.of(Region.values()).limit(region.ordinal()).mapToInt(other -> other.sellers).sum();
        return IntStream.rangeClosed(before + 1, before + region.sellers).mapToObj("AE-%02d"::formatted).toList();
    }

    /** What part of a deal its seller is paid. */
    static String commission(SampleDeal deal) {
        boolean oldPlan = deal.ended().isBefore(NEW_PLANS) || ON_THE_OLD_PLAN.contains(deal.owner());
        return oldPlan && deal.broughtByAPartner() ? "0.08" : "0.10";
    }

    void introduceItself(SampleLog log, Instant founded) {
        partners(log, founded);
        plans(log, founded);
        exchangeRates(log);
    }

    private void partners(SampleLog log, Instant founded) {
        List<String> ids = partnersByProduction();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            boolean forItsName = RECRUITED_FOR_THEIR_NAME.contains(id);
            Instant day = founded.plusSeconds(60L * i);
            log.say(SampleLog.PRM, id + ".enrolled", day,
                    new PartnerEnrolled(id, PARTNERS.get(i), i < 12 ? "implementation" : "referral", null));
            log.say(SampleLog.PRM, id + ".profiled", day.plusSeconds(1),
                    new PartnerProfiled(id, BigDecimal.valueOf(forItsName ? 5 : 1 + i % 4),
                            forItsName ? "prestige" : "production", List.of()));
            log.say(SampleLog.PRM, id + ".capacity", day.plusSeconds(2),
                    new PartnerCapacityDeclared(id, BigDecimal.valueOf(2 + (25 - i) / 5), "projects", null));
            // all can sell, half can onboard, a third can support
            List<Capability> capabilities = i < 8
                    ? List.of(Capability.values())
                    : i < 13 ? List.of(Capability.SELL, Capability.ONBOARD) : List.of(Capability.SELL);
            for (Capability capability : capabilities) {
                log.say(SampleLog.PRM, id + ".certified." + capability.ordinal(), day.plusSeconds(3),
                        new PartnerCertified(id, capability, Instant.parse("2027-01-01T00:00:00Z")));
            }
        }
    }

    private static void plans(SampleLog log, Instant founded) {
        List<String> approvers = List.of("cro", "cfo");
        log.say(SampleLog.FINANCE, "plan-2025", founded,
                new CompPlanPublished("plan-2025", terms("0.08"), approvers, founded));
        log.say(SampleLog.FINANCE, "plan-2026", NEW_PLANS.minusSeconds(86_400),
                new CompPlanPublished("plan-2026", terms("0.10"), approvers, NEW_PLANS));
        for (String seller : sellers()) {
            Instant day = founded.plusSeconds(3_600);
            log.say(SampleLog.FINANCE, seller + ".plan-2025", day,
                    new CompPlanAssigned(seller, "plan-2025", day, null));
            if (!ON_THE_OLD_PLAN.contains(seller)) {
                log.say(SampleLog.FINANCE, seller + ".plan-2026", NEW_PLANS,
                        new CompPlanAssigned(seller, "plan-2026", NEW_PLANS, null));
            }
            log.say(SampleLog.FINANCE, seller + ".quota-2026", NEW_PLANS, new QuotaAssigned(seller,
                    new BigDecimal("1000000.00"), Currency.getInstance("USD"), "2026", Fraction.parse("0.40")));
        }
    }

    private static Map<String, @Nullable Object> terms(String partnerRate) {
        return Map.of("quota", "1000000.00", "rate", Map.of("direct", "0.10", "partner", partnerRate), "basis",
                Map.of("direct", "vendor_net", "partner", "vendor_net"));
    }

    /** A rate for every month, wandering around where it began. */
    private static void exchangeRates(SampleLog log) {
        for (Region region : List.of(Region.EUROPE, Region.UK, Region.JAPAN)) {
            for (int month = 0; month < MONTHS; month++) {
                LocalDate day = FIRST_MONTH.plusMonths(month);
                long perMille = 1000 + List.of(0, 6, -4, 11, 17, 9, 2, -7, -12, -3, 5, 14).get((month * 5) % 12);
                var rate = region.dollars.multiply(BigDecimal.valueOf(perMille, 3)).stripTrailingZeros();
                log.say(SampleLog.FINANCE, "fx." + region.currency + "." + day,
                        day.atStartOfDay().toInstant(ZoneOffset.UTC), new FxRatePublished(region.currency,
                                Currency.getInstance("USD"), Fraction.of(rate), day));
            }
        }
    }
}
