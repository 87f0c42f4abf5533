package io.dealledger.api.query;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.json.RecordJson;
import io.dealledger.share.Basis;
import io.dealledger.share.Definition;
import io.dealledger.share.Scope;
import io.dealledger.share.WeekCalendar;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about what is counted, and how; null: as the policy in force reports.
 *
 * @param definition a whole definition's id
 * @param basis      {@code vendor_net} or {@code customer_gross}
 * @param tz         an IANA time zone
 * @param calendar   {@code iso_week}, or fiscal weeks with the first day of each year
 */
record Definitions(@Nullable String definition, @Nullable String basis, @Nullable String tz,
        @Nullable String calendar) {
    /**
     * @param standard what holds where nothing is said
     * @param scope    what the address counts
     */
    Definition of(Definition standard, Scope scope) {
        Definition stated = definition == null ? standard.with(scope) : parse(definition, scope);
        Basis otherBasis = Parameters.word("basis", basis, Basis.class);
        Definition withBasis = otherBasis == null ? stated : stated.with(otherBasis);
        Definition withZone = tz == null ? withBasis : withBasis.with(zone(tz));
        return calendar == null ? withZone : withZone.with(calendar(calendar));
    }

    private static Definition parse(String id, Scope scope) {
        Definition parsed;
        try {
            parsed = Definition.parse(id);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badParameter("definition", id, String.valueOf(e.getMessage()));
        }
        if (parsed.scope() != scope) {
            throw ProblemException.badParameter("definition", id,
                    "a definition of scope " + RecordJson.word(scope) + " at this address");
        }
        return parsed;
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException _) {
            throw ProblemException.badParameter("tz", id, "an IANA time zone such as UTC or Europe/Berlin");
        }
    }

    private static WeekCalendar calendar(String id) {
        try {
            return WeekCalendar.of(id);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badParameter("calendar", id, String.valueOf(e.getMessage()));
        }
    }
}
