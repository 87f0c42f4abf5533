package io.dealledger.api.query;

import io.dealledger.fact.Capability;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import io.dealledger.program.Enablement;
import io.dealledger.program.Influence;
import io.dealledger.program.PartnerCapacity;
import io.dealledger.program.PartnerDelivery;
import io.dealledger.program.Production;
import io.dealledger.program.Roster;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A partner in numbers.
 *
 * @param tier                stated last
 * @param recruitedFor        stated before results: what was said afterwards is hindsight
 * @param prestige            score likewise, without unit
 * @param sourced             new revenue that the partner originated, less refunds, its part of a split
 * @param influencedTouched   won deals that it took part in, each at its whole amount: not additive over partners
 * @param influencedEvenSplit the same shared evenly: adds up to the de-duplicated total
 * @param qualified           opportunities of the partner's first qualified in these weeks
 * @param produces            whether it sourced revenue
 * @param enablementDepth     0 to 3 live capabilities
 * @param capacity            declared last; null where nothing was, which is not 0
 */
record PartnerRow(String partnerId, @Nullable String name, @Nullable String partnerType, @Nullable String tier,
        @Nullable Instant enrolledAt, @Nullable String recruitedFor, @Nullable String prestige,
        @Nullable String sourced, @Nullable String influencedTouched, @Nullable String influencedEvenSplit,
        int qualified, boolean produces, int enablementDepth, List<String> capabilities,
        @Nullable Capacity capacity) {
    /**
     * @param counts whether the partner is certified to onboard
     * @param active implementations that it leads and that are not live yet
     */
    record Capacity(String capacity, String unit, boolean counts, int active, @Nullable String utilisation) {
        static @Nullable Capacity of(PartnerCapacity.@Nullable Declared declared) {
            return declared == null
                    ? null
                    : new Capacity(declared.capacity().toPlainString(), declared.unit(), declared.counts(),
                            declared.active(), Fraction.show(declared.utilisation()));
        }
    }

    /** Everything that is known of partners, gathered once. */
    record Book(ProgramReading.Read read, Production production, Enablement enablement, PartnerCapacity capacity,
            Influence influence, Roster roster) {
        static Book of(ProgramReading.Read read) {
            Enablement enablement = Enablement.at(read.evidence(), read.at(), read.span());
            return new Book(read, Production.of(read.evidence(), read.span()), enablement,
                    PartnerCapacity.at(read.evidence(), read.at(), enablement,
                            PartnerDelivery.of(read.evidence(), read.at())),
                    Influence.of(read.evidence(), read.span()), Roster.at(read.evidence(), read.at()));
        }

        /** Every partner that anybody named, sorted. */
        TreeSet<String> partners() {
            var ids = new TreeSet<>(production.partners().keySet());
            ids.addAll(enablement.capabilities().keySet());
            ids.addAll(capacity.byPartner().keySet());
            ids.addAll(influence.touched().keySet());
            ids.addAll(roster.members().keySet());
            return ids;
        }

        private @Nullable String nothing() {
            return Shown.money(Fraction.ZERO, read.definition().currency());
        }

        PartnerRow row(String id) {
            Production.Partner produced = production.partners().getOrDefault(id,
                    new Production.Partner(null, null, Fraction.ZERO, 0));
            Roster.Member member = roster.members().get(id);
            Set<Capability> capabilities = enablement.capabilities().getOrDefault(id, Set.of());
            return new PartnerRow(id, member == null ? null : member.name(),
                    member == null ? null : member.partnerType(), member == null ? null : member.tier(),
                    member == null ? null : member.enrolledAt(), produced.recruitedFor(),
                    Shown.plain(produced.prestige()), Shown.money(produced.sourced(), read.definition().currency()),
                    influence.touched().containsKey(id) ? Shown.plain(influence.touched().get(id)) : nothing(),
                    influence.evenSplit().containsKey(id) ? Shown.plain(influence.evenSplit().get(id)) : nothing(),
                    produced.qualified(), produced.produces(), enablement.depth(id),
                    capabilities.stream().map(RecordJson::word).toList(),
                    Capacity.of(capacity.byPartner().get(id)));
        }
    }
}
