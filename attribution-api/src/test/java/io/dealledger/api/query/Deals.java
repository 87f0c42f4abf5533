package io.dealledger.api.query;

import java.time.Instant;
import java.util.Map;

/** Deals as tests tell them to a running program: at the clock's own time, whenever they happened. */
final class Deals {
    private Deals() {}

    /** Sourced through a registration of partner P1 the hour before, else direct. */
    static void created(LiveProgram program, String id, boolean sourced, Instant at) {
        if (sourced) {
            program.post("prm", "reg-" + id, "registration.submitted", at.minusSeconds(7200),
                    Map.of("registration_id", "R-" + id, "partner_id", "P1", "account_id", "A-" + id));
            program.post("prm", "app-" + id, "registration.approved", at.minusSeconds(3600),
                    Map.of("registration_id", "R-" + id, "approved_by", "pm-1"));
        }
        program.post("crm", "new-" + id, "opportunity.created", at, Map.of("opportunity_id", id, "account_id",
                "A-" + id, "deal_type", "new_logo", "owner_ae", "ae-1"));
    }

    static void won(LiveProgram program, String id, String amount, Instant at) {
        program.post("crm", "won-" + id, "opportunity.closed_won", at,
                Map.of("opportunity_id", id, "amount", amount, "currency", "USD"));
    }
}
