package io.dealledger.api.demo;

import io.dealledger.api.demo.SampleDeal.Ending;
import io.dealledger.api.demo.SampleDeal.Region;
import io.dealledger.api.demo.SampleDeal.Segment;
import io.dealledger.api.demo.SampleDeal.Story;
import io.dealledger.fact.DealType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draws the deals of the sample year, week by week, so that the part that partners brought is about what the story
 * wants of that week: in the twenties until autumn, then climbing through winter, above half from spring on.
 */
final class SampleDeals {
    private static final int WEEKS = 52;
    private static final Duration BETWEEN_DEALS_OF_ONE_ACCOUNT = Duration.ofDays(75);
    private static final List<Story> BROUGHT = List.of(Story.REGISTERED, Story.REGISTERED, Story.REGISTERED,
            Story.REGISTERED, Story.REGISTERED, Story.REGISTERED, Story.REGISTERED, Story.INTRODUCED, Story.INTRODUCED,
            Story.SPLIT_BETWEEN_TWO);
    private static final List<Story> NOT_BROUGHT = List.of(Story.CO_SOLD, Story.CO_SOLD, Story.CO_SOLD,
            Story.REGISTERED_AFTER_CREATION, Story.REGISTRATION_HEARD_TOO_LATE, Story.REGISTRATION_LAPSED,
            Story.SALES_WAS_THERE_FIRST, Story.DIRECT, Story.DIRECT, Story.DIRECT, Story.DIRECT, Story.DIRECT,
            Story.DIRECT, Story.REGISTRATION_REJECTED);

    private final Dice dice;
    private final SampleCompany company;
    private final Instant firstMonday;
    private final List<SampleDeal> deals = new ArrayList<>();
    private final Map<String, Customer> customers = new LinkedHashMap<>();
    private int nextNumber = 1001;

    /** @param freeFrom when the next deal with it may begin */
    private record Customer(String accountId, Segment segment, Region region, Instant freeFrom) {}

    SampleDeals(Dice dice, SampleCompany company, Instant firstMonday) {
        this.dice = dice;
        this.company = company;
        this.firstMonday = firstMonday;
    }

    /** By the time they ended. */
    List<SampleDeal> draw() {
        for (int week = 0; week < WEEKS; week++) {
            drawWonIn(week);
            for (int lost = dice.between(1, 2); lost > 0; lost--) {
                deals.add(drawDeal(week, Ending.LOST, dice.pick(dice.chance(40) ? BROUGHT : NOT_BROUGHT)));
            }
        }
        for (int open = 0; open < 36; open++) {
            deals.add(drawDeal(WEEKS + dice.between(0, 5), Ending.OPEN,
                    dice.pick(dice.chance(55) ? BROUGHT : NOT_BROUGHT)));
        }
        return deals.stream().sorted(Comparator.comparing(SampleDeal::ended)).toList();
    }

    /** Largest first, each goes to the side that then misses the week's aim by less. */
    private void drawWonIn(int week) {
        var drafts = new ArrayList<SampleDeal>();
        for (int won = dice.between(8, 10); won > 0; won--) {
            drafts.add(drawDeal(week, Ending.WON, Story.DIRECT));
        }
        drafts.sort(Comparator.comparing(SampleDeal::dollars).reversed());
        var total = drafts.stream().filter(SampleDeals::isNewRevenue).map(SampleDeal::dollars).reduce(BigDecimal.ZERO,
                BigDecimal::add);
        var missing = total.multiply(BigDecimal.valueOf(aimInPercent(week))).movePointLeft(2);
        for (SampleDeal draft : drafts) {
            boolean brought = isNewRevenue(draft)
                    && missing.multiply(BigDecimal.TWO).compareTo(draft.dollars()) > 0;
            if (brought) {
                missing = missing.subtract(draft.dollars());
            }
            deals.add(withStory(draft, dice.pick(brought ? BROUGHT : NOT_BROUGHT)));
        }
    }

    private int aimInPercent(int week) {
        int climb = Math.clamp((week - 14) * 35 / 20, 0, 35);
        return 24 + climb + dice.between(-4, 4);
    }

    private static boolean isNewRevenue(SampleDeal deal) {
        return deal.type() != DealType.RENEWAL;
    }

    private SampleDeal drawDeal(int week, Ending ending, Story story) {
        Segment segment = dice.chance(28) ? Segment.ENTERPRISE : Segment.MID_MARKET;
        Instant ended = dice.workingHour(firstMonday, 7 * week + dice.between(0, 4));
        int cycle = segment == Segment.ENTERPRISE ? dice.between(60, 140) : dice.between(28, 80);
        Instant created = dice.workingHour(ended, -cycle);
        Customer existing = existingCustomer(segment, created);
        DealType type = existing == null
                ? DealType.NEW_LOGO
                : dice.chance(12) ? DealType.RENEWAL : DealType.EXPANSION;
        Customer customer = existing == null ? newCustomer(segment) : existing;
        customers.put(customer.accountId(), new Customer(customer.accountId(), customer.segment(), customer.region(),
                ended.plus(BETWEEN_DEALS_OF_ONE_ACCOUNT)));
        String partner = dice.pickSkewed(company.partnersByProduction());
        String second = dice.pick(company.partnersByProduction().stream().filter(p -> !p.equals(partner)).toList());
        return new SampleDeal(nextNumber++, customer.accountId(), type, segment,
                customer.region(), amount(segment, customer.region()), created, ended, ending,
                company.sellerIn(customer.region(), dice), story, partner, second);
    }

    private @Nullable Customer existingCustomer(Segment segment, Instant created) {
        List<Customer> free = customers.values().stream()
                .filter(customer -> customer.segment() == segment && customer.freeFrom().isBefore(created)).toList();
        return free.isEmpty() || !dice.chance(30) ? null : dice.pick(free);
    }

    private Customer newCustomer(Segment segment) {
        int where = dice.between(0, 99);
        Region region = where < 46
                ? Region.NORTH_AMERICA
                : where < 70 ? Region.EUROPE : where < 87 ? Region.UK : Region.JAPAN;
        return new Customer("A-%04d".formatted(customers.size() + 1), segment, region, Instant.MIN);
    }

    private BigDecimal amount(Segment segment, Region region) {
        int dollars = segment == Segment.ENTERPRISE ? dice.between(80, 240) : dice.between(12, 60);
        long local = region == Region.JAPAN ? dollars * 150_000L : dollars * 1_000L - dice.between(0, 3) * 250L;
        return BigDecimal.valueOf(local).setScale(region.currency.getDefaultFractionDigits());
    }

    private static SampleDeal withStory(SampleDeal deal, Story story) {
        return new SampleDeal(deal.number(), deal.accountId(), deal.type(), deal.segment(), deal.region(),
                deal.amount(), deal.created(), deal.ended(), deal.ending(), deal.owner(), story, deal.partner(),
                deal.second());
    }
}
