package io.dealledger.api.demo;

import io.dealledger.api.demo.SampleDeal.Segment;
import io.dealledger.api.demo.SampleExceptions.Highlights;
import io.dealledger.fact.AccountIdentified;
import io.dealledger.fact.CoverageAssigned;
import io.dealledger.fact.CoverageMode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * A year of Harbor Analytics, a company that does not exist, as its systems report it. A pure function of the seed: the
 * same facts on every machine and in every year. 52 weeks, 2025-W27 to 2026-W26.
 *
 * @param facts in the order in which the ledger hears of them
 */
record SampleYear(List<SampleFact> facts, List<SampleDeal> deals, Highlights highlights) {
    static final Instant FOUNDED = Instant.parse("2025-01-01T09:00:00Z");
    static final Instant FIRST_MONDAY = Instant.parse("2025-06-30T00:00:00Z");
    /** The last sync; the sample company's clock goes on from here. */
    static final Instant END = Instant.parse("2026-06-28T20:00:00Z");

    private static final long SEED = 2_026_06_28L;
    private static final List<String> FIRST_WORDS = List.of("Amber", "Birch", "Cedar", "Delta", "Ember", "Falcon",
            "Garnet", "Hazel", "Indigo", "Jade", "Keystone", "Lunar", "Maple", "Nova", "Onyx", "Pearl", "Quartz",
            "River", "Silver", "Tango", "Ultra", "Violet");
    private static final List<String> SECOND_WORDS = List.of("Foods", "Freight", "Insurance", "Textiles", "Energy",
            "Clinics", "Media", "Motors", "Paper", "Robotics", "Schools", "Shipping", "Steel", "Studios", "Telecom",
            "Tools", "Travel", "Utilities", "Ventures");

    static SampleYear generate() {
        var dice = new Dice(SEED);
        var log = new SampleLog();
        var company = new SampleCompany();
        SampleBoard.decide(log, FOUNDED);
        company.introduceItself(log, FOUNDED.plusSeconds(60));
        List<SampleDeal> deals = new SampleDeals(dice, company, FIRST_MONDAY).draw();
        introduceCustomers(log, dice, deals);
        var stories = new SampleStories(log, dice);
        deals.forEach(stories::tell);
        Highlights highlights = new SampleExceptions(log, dice, deals, END).happen();
        return new SampleYear(log.heardUntil(END), deals, highlights);
    }

    private static void introduceCustomers(SampleLog log, Dice dice, List<SampleDeal> deals) {
        var known = new HashSet<String>();
        for (SampleDeal deal : deals) {
            String id = deal.accountId();
            if (known.add(id)) {
                Instant lead = dice.workingHour(deal.created(), -118);
                Instant when = lead.isBefore(FOUNDED) ? FOUNDED.plusSeconds(7_200) : lead;
                int n = known.size();
                String name = FIRST_WORDS.get(n % FIRST_WORDS.size()) + " " + SECOND_WORDS.get(n % SECOND_WORDS.size());
                log.say(SampleLog.CRM, id + ".identified", when,
                        new AccountIdentified(id, name, name.toLowerCase(Locale.ROOT).replace(' ', '-') + ".example",
                                SampleStories.word(deal.segment()), SampleStories.word(deal.region())));
                boolean direct = deal.segment() == Segment.ENTERPRISE || dice.chance(12);
                log.say(SampleLog.CRM, id + ".coverage", when.plus(Duration.ofMinutes(5)),
                        new CoverageAssigned(id, direct ? CoverageMode.DIRECT_FIRST : CoverageMode.PARTNER_FIRST,
                                new BigDecimal(deal.segment() == Segment.ENTERPRISE ? "250000.00" : "60000.00")));
            }
        }
    }
}
