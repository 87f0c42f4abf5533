package io.dealledger.projections.parity;

import io.dealledger.attribution.Decision;
import io.dealledger.parity.ParityBooks;
import io.dealledger.parity.ParityDeals;
import io.dealledger.parity.PlanBook;
import io.dealledger.parity.WonDeal;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.Checkpoint;
import io.dealledger.projections.engine.reporting.RateTable;
import io.dealledger.projections.engine.reporting.ReportingTable;
import io.dealledger.share.Definition;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks how sellers are paid. */
public final class ParityView {
    public static final String VIEW = "parity";

    private ParityView() {}

    /** Net new revenue, as the policy in force reports it. */
    public static Definition standard(JdbcClient sql, AsOf asOf) {
        return ReportingTable.termsAt(sql, asOf.position(), asOf.at());
    }

    /**
     * In the definition's currency, with plan periods in its zone. What is asked for most, what stands on the reporting
     * terms, was judged when it changed; anything else is judged now, by the same rules.
     *
     * @param reflected how far the view is
     */
    public static ParityBooks read(JdbcClient sql, Definition definition, AsOf asOf, Checkpoint reflected) {
        return asOf.position() >= reflected.position()
                && JudgedTable.holds(sql, definition.currency(), definition.zone())
                        ? JudgedTable.read(sql, plans(sql, definition, asOf), definition.currency())
                        : judge(sql, WonTable.at(sql, asOf.position()), definition, asOf);
    }

    /** Where the ledger holds what sellers were credited and paid for a deal, up to a position. */
    public static List<Long> payPositions(JdbcClient sql, String opportunityId, long last) {
        return PayTable.positions(sql, opportunityId, last);
    }

    /** The same of decisions that are in no ledger, e.g. those of a what-if; pay and plans are the ledger's. */
    public static ParityBooks of(JdbcClient sql, Collection<Decision> decisions, Definition definition, AsOf asOf) {
        return judge(sql, ParityDeals.won(decisions), definition, asOf);
    }

    private static ParityBooks judge(JdbcClient sql, List<WonDeal> won, Definition definition, AsOf asOf) {
        ParityDeals deals = ParityDeals.join(won, PayTable.at(sql, asOf.position()),
                RateTable.into(sql, definition.currency(), asOf.position()), definition.currency());
        return ParityBooks.of(deals, plans(sql, definition, asOf), definition.currency());
    }

    private static PlanBook plans(JdbcClient sql, Definition definition, AsOf asOf) {
        return PlanBook.of(PlanTable.at(sql, asOf.position()), AssignmentTable.at(sql, asOf.position()),
                definition.zone());
    }
}
