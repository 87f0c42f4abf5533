package io.dealledger.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final Fraction THIRD = Fraction.of(1, 3);

    @Test
    void givesTheSpareCentToTheIdThatSortsFirstWhateverComesFirst() {
        var backwards = new LinkedHashMap<String, Fraction>();
        List.of("P3", "P2", "P1").forEach(id -> backwards.put(id, THIRD));

        assertThat(Allocation.split(new BigDecimal("100.00"), 2, backwards))
                .hasToString("{P1=33.34, P2=33.33, P3=33.33}");
    }

    @Test
    void givesTheSpareUnitToTheLargestRemainderBeforeTheId() {
        assertThat(Allocation.split(new BigDecimal("1"), 0, Map.of("P1", Fraction.of(2, 5), "P2", Fraction.of(3, 5))))
                .containsEntry("P1", BigDecimal.ZERO).containsEntry("P2", BigDecimal.ONE);
    }

    @Test
    void refusesWeightsThatDoNotAddUpToOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Allocation.split(BigDecimal.TEN, 2, Map.of("P1", THIRD, "P2", THIRD)))
                .withMessage("weights {P1=1/3, P2=1/3} add up to 2/3 instead of 1");
    }

    @Test
    void refusesANegativeWeight() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Allocation.split(BigDecimal.TEN, 2,
                        Map.of("P1", Fraction.of(4, 3), "P2", Fraction.of(-1, 3))))
                .withMessage("weights {P1=4/3, P2=-1/3} have a negative one");
    }

    @Test
    void refusesAnAmountFinerThanTheMinorUnit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Allocation.split(new BigDecimal("0.005"), 2, Map.of("P1", Fraction.ONE)))
                .withMessage("amount 0.005 has more than 2 decimals");
    }

    @Property
    void partsAddUpAndStayWithinOneUnitOfTheirExactShare(
            @ForAll @BigRange(min = "-1000000000", max = "1000000000") @Scale(3) BigDecimal amount,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 1000) Integer> parts) {
        var weights = weights(parts);
        var split = Allocation.split(amount, 3, weights);

        assertThat(split.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo(amount);
        split.forEach((id, part) -> assertThat(Fraction.of(part)
                .minus(Fraction.of(amount).times(weights.getOrDefault(id, Fraction.ZERO))).toDecimal(9).abs())
                .isLessThanOrEqualTo(new BigDecimal("0.001")));
    }

    @Property
    void theOrderOfTheInputIsNoMatter(@ForAll @BigRange(min = "0", max = "100000") @Scale(2) BigDecimal amount,
            @ForAll @Size(min = 2, max = 8) List<@IntRange(max = 7) Integer> parts, @ForAll Random random) {
        var weights = weights(parts);
        var ids = new ArrayList<>(weights.keySet());
        Collections.shuffle(ids, random);
        var shuffled = new LinkedHashMap<String, Fraction>();
        ids.forEach(id -> shuffled.put(id, weights.getOrDefault(id, Fraction.ZERO)));

        assertThat(Allocation.split(amount, 2, shuffled)).isEqualTo(Allocation.split(amount, 2, weights));
    }

    @Property
    void whatIsGivenBackIsSplitAsItWasGiven(
            @ForAll @BigRange(min = "0", max = "100000") @Scale(2) BigDecimal amount,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 7) Integer> parts) {
        var given = Allocation.split(amount, 2, weights(parts));
        var back = Allocation.split(amount.negate(), 2, weights(parts));

        given.forEach((id, part) -> assertThat(back.get(id)).isEqualByComparingTo(part.negate()));
    }

    /** The given parts of their sum, by ids P0, P1 and so on; the first one gets a part more so that there is a sum. */
    private static Map<String, Fraction> weights(List<Integer> parts) {
        long sum = 1 + parts.stream().mapToLong(Integer::longValue).sum();
        var weights = new LinkedHashMap<String, Fraction>();
        for (int i = 0; i < parts.size(); i++) {
            weights.put("P" + i, Fraction.of(parts.get(i) + (i == 0 ? 1 : 0), sum));
        }
        return weights;
    }
}
