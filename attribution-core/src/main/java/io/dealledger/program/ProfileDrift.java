package io.dealledger.program;

import io.dealledger.fact.PartnerEnrolled;
import io.dealledger.fact.PartnerProfiled;
import io.dealledger.money.Fraction;
import io.dealledger.program.Evidence.Told;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether the partners being signed are the partners that produce (M16).
 *
 * @param profile    version of the ideal profile held against
 * @param signed     partners enrolled in the span
 * @param matching   those whose profile has every trait of the ideal one
 * @param unprofiled of the signed, ids, sorted: nobody scored them, so they match nothing
 */
public record ProfileDrift(String profile, int signed, int matching, List<String> unprofiled) {
    /** @param traits all of them are asked for */
    public record IdealProfile(String version, Set<String> traits) {}

    public static ProfileDrift of(Evidence evidence, TimeSpan span, IdealProfile ideal) {
        Map<String, List<String>> traits = new HashMap<>();
        for (Told<PartnerProfiled> told : evidence.all(PartnerProfiled.class)) {
            if (told.fact().traits() != null) {
                traits.put(told.fact().partnerId(), told.fact().traits());
            }
        }
        var signed = new TreeSet<String>();
        for (Told<PartnerEnrolled> told : evidence.all(PartnerEnrolled.class)) {
            if (span.contains(told.at())) {
                signed.add(told.fact().partnerId());
            }
        }
        int matching = (int) signed.stream()
                .filter(partner -> traits.getOrDefault(partner, List.of()).containsAll(ideal.traits()))
                .filter(traits::containsKey).count();
        return new ProfileDrift(ideal.version(), signed.size(), matching,
                signed.stream().filter(partner -> !traits.containsKey(partner)).toList());
    }

    /** Null where nobody was signed. */
    public @Nullable Fraction matchingShare() {
        return signed == 0 ? null : Fraction.of(matching, signed);
    }
}
