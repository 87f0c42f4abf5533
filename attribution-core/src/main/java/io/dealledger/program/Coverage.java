package io.dealledger.program;

import io.dealledger.attribution.Decision;
import io.dealledger.fact.CoverageAssigned;
import io.dealledger.fact.CoverageMode;
import io.dealledger.money.Fraction;
import io.dealledger.program.Evidence.Told;
import io.dealledger.share.Gate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who works which account first (M12). An account that anybody sells to and nobody assigned is unassigned: a bucket of its
 * own, and never partner-first. Count governs; the potential is shown beside it, because the largest accounts may stay
 * direct.
 *
 * @param accounts         the mode in force for each account in scope
 * @param potential        the potential stated last, for accounts that have one
 * @param isStated         whether anybody assigned any account: without that all are unassigned, and nothing is known
 */
public record Coverage(SortedMap<String, CoverageMode> accounts, SortedMap<String, BigDecimal> potential,
        boolean isStated) {
    /** @param at the assignments in force at this instant of business time */
    public static Coverage of(Evidence evidence, Instant at) {
        Accounts identity = Accounts.at(evidence, at);
        var accounts = new TreeMap<String, CoverageMode>();
        var potential = new TreeMap<String, BigDecimal>();
        evidence.inScope().map(Decision::deal).filter(deal -> !deal.createdAt().isAfter(at))
                .forEach(deal -> accounts.put(identity.survivor(deal.accountId()), CoverageMode.UNASSIGNED));
        boolean isStated = false;
        for (Told<CoverageAssigned> told : evidence.all(CoverageAssigned.class)) {
            if (!told.at().isAfter(at)) {
                String account = identity.survivor(told.fact().accountId());
                accounts.put(account, told.fact().mode());
                isStated = true;
                if (told.fact().potential() != null) {
                    potential.put(account, told.fact().potential());
                }
            }
        }
        return new Coverage(accounts, potential, isStated);
    }

    public int count(CoverageMode mode) {
        return (int) accounts.values().stream().filter(each -> each == mode).count();
    }

    /** Part of the accounts; null without any. */
    public @Nullable Fraction byCount(CoverageMode mode) {
        return accounts.isEmpty() ? null : Fraction.of(count(mode), accounts.size());
    }

    public BigDecimal potential(CoverageMode mode) {
        return potential.entrySet().stream().filter(each -> accounts.get(each.getKey()) == mode)
                .map(Map.Entry::getValue).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Part of the stated potential; null where none was stated. */
    public @Nullable Fraction byPotential(CoverageMode mode) {
        return Fraction.ratio(potential(mode), potential.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** Passes where more than half of the accounts are partner-first; exactly half is not a majority. */
    public Gate.State gate() {
        return !isStated ? Gate.State.UNKNOWN : Gate.State.majority(byCount(CoverageMode.PARTNER_FIRST));
    }
}
