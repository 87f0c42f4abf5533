package io.dealledger.share;

import io.dealledger.json.RecordJson;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a company says it is against what it earned (metric M24).
 *
 * @param declared    the label declared, as a word, e.g. {@code partner_led}
 * @param declaredOn  the day it was declared, in the reporting zone
 * @param computed    the label of the latest week judged; null where none was
 * @param firstEarned the first day after the first week that earned it; null while it was never earned
 */
public record LabelGap(String declared, LocalDate declaredOn, @Nullable Label computed,
        @Nullable LocalDate firstEarned) {
    /**
     * @param label    as declared, in any spelling of {@code partner_led}: case, spaces and hyphens do not matter
     * @param verdicts of any weeks, in any order
     */
    public static LabelGap of(String label, LocalDate declaredOn, Collection<Verdict> verdicts) {
        String word = label.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "_");
        Optional<Verdict> latest = verdicts.stream().max(Comparator.comparing(Verdict::week));
        Optional<LocalDate> earned = verdicts.stream()
                .filter(verdict -> RecordJson.word(verdict.label()).equals(word)).map(Verdict::week).sorted()
                .map(week -> week.firstDay().plusWeeks(1)).findFirst();
        return new LabelGap(word, declaredOn, latest.map(Verdict::label).orElse(null), earned.orElse(null));
    }

    /** Days from earning it to declaring it; negative where it was declared first; null while never earned. */
    public @Nullable Long leadDays() {
        return firstEarned == null ? null : ChronoUnit.DAYS.between(firstEarned, declaredOn);
    }

    /** A label declared before it was earned. */
    public boolean isFinding() {
        return firstEarned == null || declaredOn.isBefore(firstEarned);
    }
}
