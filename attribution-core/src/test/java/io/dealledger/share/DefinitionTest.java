package io.dealledger.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionTest {
    private static final Definition STANDARD = new Definition(Basis.VENDOR_NET, Scope.NEW_REVENUE, new IsoWeeks(),
            ZoneOffset.UTC, Deals.USD);

    @Test
    void isNamedByEverythingThatMakesItAnotherNumber() {
        assertThat(STANDARD.id()).isEqualTo("vendor_net.new_revenue.iso_week.UTC.USD_dated");
        assertThat(STANDARD.with(Basis.CUSTOMER_GROSS).with(Scope.NEW_PIPELINE)
                .with(WeekCalendar.of("4-5-4@FY26@2026-02-01")).with(ZoneId.of("America/Los_Angeles")).id())
                .isEqualTo("customer_gross.new_pipeline.4-5-4@FY26@2026-02-01.America/Los_Angeles.USD_dated");
    }

    @Test
    void isReadBackFromItsName() {
        for (Definition definition : List.of(STANDARD, STANDARD.with(ZoneId.of("Pacific/Auckland")),
                STANDARD.with(WeekCalendar.of("4-4-5@FY26@2026-02-01@2027-02-07")))) {
            assertThat(Definition.parse(definition.id())).isEqualTo(definition);
        }
    }

    @Test
    void isRefusedNamingThePartThatIsWrong() {
        refused("vendor_net.new_revenue.iso_week.UTC",
                "'vendor_net.new_revenue.iso_week.UTC' is not basis.scope.calendar.zone.currency, as "
                        + "vendor_net.new_revenue.iso_week.UTC.USD_dated is");
        refused("net.new_revenue.iso_week.UTC.USD_dated", "'net' is none of vendor_net, customer_gross");
        refused("vendor_net.all.iso_week.UTC.USD_dated", "'all' is none of new_revenue, new_pipeline");
        refused("vendor_net.new_revenue.iso.UTC.USD_dated", "'iso' is none of iso_week, 4-4-5, 4-5-4, 5-4-4");
        refused("vendor_net.new_revenue.iso_week.Mars.USD_dated",
                "'Mars' is not a time zone such as UTC or Europe/Berlin");
        refused("vendor_net.new_revenue.iso_week.UTC.usd_dated", "'usd' is not an ISO 4217 currency such as USD");
    }

    private static void refused(String id, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Definition.parse(id)).withMessage(message);
    }
}
