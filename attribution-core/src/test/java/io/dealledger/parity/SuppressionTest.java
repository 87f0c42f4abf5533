package io.dealledger.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SuppressionTest {
    private static final Set<String> TWO = Set.of("a", "b");
    private static final Set<String> FIVE = Set.of("c", "d", "e", "f", "g");
    private static final Set<String> SEVEN = Set.of("h", "i", "j", "k", "l", "m", "n");

    @Test
    void hidesNothingWhereAllGroupsAreLargeEnough() {
        assertThat(Suppression.of(Map.of("x", FIVE, "y", SEVEN), 5)).isEqualTo(new Suppression(Set.of(), false));
    }

    @Test
    void hidesTheSmallestOtherGroupThatWouldGiveASmallOneAway() {
        assertThat(Suppression.of(Map.of("emea", TWO, "apac", FIVE, "amer", SEVEN), 5))
                .isEqualTo(new Suppression(Set.of("emea", "apac"), false));
    }

    @Test
    void hidesTheTotalWhereItIsTheSmallGroup() {
        assertThat(Suppression.of(Map.of("emea", TWO), 5)).isEqualTo(new Suppression(Set.of("emea"), true));
    }

    /** Two hidden groups of three sellers together: their sum is still a group of three. */
    @Test
    void hidesMoreUntilTheHiddenOnesTogetherAreLargeEnough() {
        assertThat(Suppression.of(Map.of("x", TWO, "y", Set.of("z"), "big", SEVEN), 5).hidden())
                .containsExactlyInAnyOrder("x", "y", "big");
    }

    /** Whatever is shown, total less shown is nothing or at least two groups and k sellers. */
    @Property
    void neverLeavesASmallGroupToSubtraction(
            @ForAll @Size(max = 6) Map<@IntRange(max = 9) Integer, @Size(min = 1, max = 9) Set<@IntRange(max = 20) Integer>> groups,
            @ForAll @IntRange(min = 1, max = 6) int k) {
        var sellers = new TreeMap<String, Set<String>>();
        groups.forEach((group, members) -> sellers.put("g" + group, new HashSet<>(members.stream().map(id -> "ae-"
                + id).toList())));
        Suppression suppression = Suppression.of(sellers, k);
        var together = new HashSet<String>();
        suppression.hidden().forEach(group -> together.addAll(sellers.getOrDefault(group, Set.of())));
        sellers.forEach((group, members) -> assertThat(suppression.hides(group) || members.size() >= k).isTrue());
        assertThat(suppression.totalHidden() || suppression.hidden().isEmpty()
                || (suppression.hidden().size() >= 2 && together.size() >= k)).isTrue();
    }
}
