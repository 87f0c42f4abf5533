package io.dealledger.fact;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PersonalTest {
    /** A kind to come that names people by a word of its own is to be put on the list, or left off it knowingly. */
    @Test
    void everyMemberThatSoundsLikeAPersonIsOnTheList() {
        for (String kind : FactKinds.all()) {
            assertThat(Arrays.stream(requireNonNull(FactKinds.typeOf(kind)).getRecordComponents())
                    .map(component -> component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                    .filter(name -> name.matches(".*(_by|_ae|^ae_.*|ant)$"))).as(kind)
                    .isSubsetOf(Personal.NAMES);
        }
    }

    @Test
    void aPartnerThatAgreesToASplitIsNoPerson() {
        Map<String, @Nullable Object> data = Map.of("opportunity_id", "O", "weights", Map.of("P1", "1/2", "P2", "1/2"),
                "agreed_by", List.of("P1", "ann", "P2"));
        assertThat(Personal.people(data)).containsExactly("ann");
        assertThat(FactReader.read("split.agreed", data)).isInstanceOfSatisfying(FactReader.Readable.class,
                readable -> assertThat(Personal.replace(readable.fact(), data, _ -> "x", (_, words) -> words))
                        .containsEntry("agreed_by", List.of("P1", "x", "P2")));
    }

    @Test
    void wordsAndUnknownMembersAreReplacedAndTheRestStays() {
        Map<String, @Nullable Object> data = Map.of("opportunity_id", "O", "ae_id", "ann", "amount", "1.00", "reason",
                "r", "mail", "m", "note", "n", "external_refs", List.of());
        assertThat(FactReader.read("comp.paid", data)).isInstanceOfSatisfying(FactReader.Readable.class,
                readable -> assertThat(Personal.replace(readable.fact(), data, _ -> "x", (member, _) -> member))
                        .isEqualTo(Map.of("opportunity_id", "O", "ae_id", "x", "amount", "1.00", "reason", "reason",
                                "mail", "mail", "note", "note", "external_refs", List.of())));
    }
}
