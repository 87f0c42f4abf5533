package io.dealledger.api.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.dealledger.fact.CoverageMode;
import io.dealledger.json.RecordJson;
import io.dealledger.money.Fraction;
import io.dealledger.program.AmplifierSizing;
import io.dealledger.program.Coverage;
import io.dealledger.program.Reach;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * Who works which account first, whether direct sales is sized to amplify partners, and how far partners reach.
 *
 * @param accounts in scope: assigned by somebody, or sold to
 */
record CoverageAnswer(@JsonUnwrapped About about, int accounts, List<Mode> modes, GateAnswer gate, Sizing sizing,
        Beyond reach) {
    /**
     * @param byCount     part of the accounts: what the gate is judged on
     * @param potential   stated for accounts of this mode
     * @param byPotential part of the stated potential; null where none was stated
     */
    record Mode(String mode, int accounts, @Nullable String byCount, String potential, @Nullable String byPotential) {
        static List<Mode> of(Coverage coverage) {
            return Arrays.stream(CoverageMode.values())
                    .map(mode -> new Mode(RecordJson.word(mode), coverage.count(mode),
                            Fraction.show(coverage.byCount(mode)), coverage.potential(mode).toPlainString(),
                            Fraction.show(coverage.byPotential(mode))))
                    .toList();
        }
    }

    /**
     * Reported, not gated.
     *
     * @param cosellQuotaShare       part of the sellers' quota that is designated to partner co-sell
     * @param partneredOpportunities part of the sellers' opportunities with a partner in them
     */
    record Sizing(int aes, @Nullable String cosellQuotaShare, @Nullable String partneredOpportunities,
            @Nullable String accountsPerAe) {
        static Sizing of(AmplifierSizing sizing) {
            return new Sizing(sizing.aes(), Fraction.show(sizing.cosellQuotaShare()),
                    Fraction.show(sizing.partneredOpportunities()), Fraction.show(sizing.accountsPerAe()));
        }
    }

    /** @param beyondDirect of the new logos, those in a segment without any direct-first account */
    record Beyond(int newLogos, int beyondDirect, @Nullable String share, List<String> coveredSegments) {
        static Beyond of(Reach reach) {
            return new Beyond(reach.newLogos(), reach.beyondDirect(), Fraction.show(reach.share()),
                    List.copyOf(reach.coveredSegments()));
        }
    }

    ResponseEntity<Object> csv() {
        var table = new CsvTable("mode", "accounts", "by_count", "potential", "by_potential");
        modes.forEach(mode -> table.add(mode.mode(), mode.accounts(), mode.byCount(), mode.potential(),
                mode.byPotential()));
        return table.answer(null);
    }
}
