package io.dealledger.program;

import io.dealledger.fact.CalendarPeriod;
import io.dealledger.fact.CosellActivity;
import io.dealledger.fact.LabelDeclared;
import io.dealledger.fact.MotionStarted;
import io.dealledger.fact.QuotaAssigned;
import io.dealledger.money.Fraction;
import io.dealledger.program.Evidence.Told;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How long a partner motion takes to move (M26).
 *
 * @param motions   by start
 * @param quarters  the ends of the quarters since the label was first declared, each with its rolling share
 * @param attrition part of the sellers with a quota when the first motion started who have none now; null unless known
 */
public record TimeToMotion(List<Motion> motions, List<Quarter> quarters, @Nullable Fraction attrition) {
    /** @param days whole days until the first joint work that counts, of the motion's partner if it names one */
    public record Motion(String motionId, Instant startedAt, @Nullable Long days) {}

    /** @param end the first day after the quarter */
    public record Quarter(LocalDate end, @Nullable Fraction r26) {}

    /**
     * @param activitiesThatCount of the policy
     * @param r26                 the rolling share as it stands on a day
     */
    public static TimeToMotion of(Evidence evidence, Instant at, Set<String> activitiesThatCount,
            Function<LocalDate, @Nullable Fraction> r26) {
        var motions = new ArrayList<Motion>();
        for (Told<MotionStarted> told : evidence.all(MotionStarted.class)) {
            if (!told.at().isAfter(at)) {
                motions.add(new Motion(told.fact().motionId(), told.at(),
                        daysToFirst(evidence, told, at, activitiesThatCount)));
            }
        }
        return new TimeToMotion(List.copyOf(motions), quarters(evidence, at, r26),
                motions.isEmpty() ? null : attrition(evidence, motions.getFirst().startedAt(), at));
    }

    private static @Nullable Long daysToFirst(Evidence evidence, Told<MotionStarted> motion, Instant at,
            Set<String> activitiesThatCount) {
        String partner = motion.fact().partnerId();
        for (Told<CosellActivity> told : evidence.all(CosellActivity.class)) {
            boolean counts = activitiesThatCount.contains(told.fact().activity())
                    && (partner == null || partner.equals(told.fact().partnerId()));
            if (counts && !told.at().isBefore(motion.at()) && !told.at().isAfter(at)) {
                return Duration.between(motion.at(), told.at()).toDays();
            }
        }
        return null;
    }

    private static List<Quarter> quarters(Evidence evidence, Instant at, Function<LocalDate, @Nullable Fraction> r26) {
        List<Told<LabelDeclared>> labels = evidence.all(LabelDeclared.class);
        var quarters = new ArrayList<Quarter>();
        if (!labels.isEmpty()) {
            LocalDate today = at.atZone(evidence.zone()).toLocalDate();
            LocalDate declared = labels.getFirst().at().atZone(evidence.zone()).toLocalDate();
            LocalDate end = declared.with(IsoFields.DAY_OF_QUARTER, 1).plusMonths(3);
            for (; !end.isAfter(today); end = end.plusMonths(3)) {
                quarters.add(new Quarter(end, r26.apply(end)));
            }
        }
        return List.copyOf(quarters);
    }

    private static @Nullable Fraction attrition(Evidence evidence, Instant then, Instant now) {
        Set<String> before = sellersWithQuota(evidence, then);
        Set<String> today = sellersWithQuota(evidence, now);
        if (before.isEmpty() || today.isEmpty()) {
            return null;
        }
        int all = before.size();
        before.removeAll(today);
        return Fraction.of(before.size(), all);
    }

    private static Set<String> sellersWithQuota(Evidence evidence, Instant at) {
        ZoneId zone = evidence.zone();
        var sellers = new TreeSet<String>();
        for (Told<QuotaAssigned> told : evidence.all(QuotaAssigned.class)) {
            CalendarPeriod period = CalendarPeriod.parse(told.fact().period());
            if (period != null && period.contains(at, zone)) {
                sellers.add(told.fact().aeId());
            }
        }
        return sellers;
    }
}
