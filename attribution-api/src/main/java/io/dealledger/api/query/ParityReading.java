package io.dealledger.api.query;

import io.dealledger.parity.ParityBooks;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.parity.ParityView;
import io.dealledger.share.Definition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how sellers are paid, for everybody who asks about it. */
@Component
class ParityReading {
    private final Views views;
    private final WhatIf whatIf;

    ParityReading(Views views, WhatIf whatIf) {
        this.views = views;
        this.whatIf = whatIf;
    }

    /** @param policy decide every deal as if this version governed it; null for the record */
    ParityBooks books(AsOf asOf, @Nullable String policy, Definition definition) {
        return views.at(ParityView.VIEW, asOf, (sql, moment) -> books(sql, moment, policy, definition));
    }

    /** @param sql of the parity view */
    ParityBooks books(JdbcClient sql, Moment moment, @Nullable String policy, Definition definition) {
        return policy == null
                ? ParityView.read(sql, definition, moment.asOf(), moment.reflected())
                : ParityView.of(sql, whatIf.ofAll(policy, moment.asOf()), definition, moment.asOf());
    }
}
