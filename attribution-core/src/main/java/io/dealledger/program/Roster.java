package io.dealledger.program;

import io.dealledger.fact.PartnerEnrolled;
import io.dealledger.program.Evidence.Told;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who enrolled, and as what.
 *
 * @param members by partner id
 */
public record Roster(SortedMap<String, Member> members) {
    /**
     * @param enrolledAt when first
     * @param name       stated last; null where never
     * @param tier       likewise
     */
    public record Member(Instant enrolledAt, @Nullable String name, @Nullable String partnerType,
            @Nullable String tier) {
        private Member with(PartnerEnrolled again) {
            return new Member(enrolledAt, again.name() == null ? name : again.name(),
                    again.partnerType() == null ? partnerType : again.partnerType(),
                    again.tier() == null ? tier : again.tier());
        }
    }

    public static Roster at(Evidence evidence, Instant at) {
        var members = new TreeMap<String, Member>();
        for (Told<PartnerEnrolled> told : evidence.all(PartnerEnrolled.class)) {
            if (!told.at().isAfter(at)) {
                Member known = members.getOrDefault(told.fact().partnerId(), new Member(told.at(), null, null, null));
                members.put(told.fact().partnerId(), known.with(told.fact()));
            }
        }
        return new Roster(members);
    }
}
