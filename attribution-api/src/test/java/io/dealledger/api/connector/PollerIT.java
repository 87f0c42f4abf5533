package io.dealledger.api.connector;

import static io.dealledger.api.connector.transport.MisbehavingVendor.answers;
import static io.dealledger.api.connector.transport.MisbehavingVendor.cutsOff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.api.connector.crossbeam.CrossbeamVendor;
import io.dealledger.api.connector.impartner.ImpartnerVendor;
import io.dealledger.api.connector.partnerstack.PartnerStackVendor;
import io.dealledger.api.connector.transport.ApiSettings;
import io.dealledger.api.connector.transport.Feed;
import io.dealledger.api.connector.transport.MisbehavingVendor;
import io.dealledger.api.connector.transport.RememberedTokens;
import io.dealledger.api.connector.transport.VendorApi;
import io.dealledger.api.connector.transport.VendorRefusedException;
import io.dealledger.api.connector.transport.VendorUnavailableException;
import io.dealledger.api.intake.IntakeUnavailableException;
import io.dealledger.api.json.JsonTree;
import io.dealledger.fact.Statement;
import io.dealledger.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Vendors' lists, read page by page from vendors that are not at their best. */
class PollerIT {
    private static final String EMPTY = "{\"data\": {\"has_more\": false, \"items\": []}}";

    private final MisbehavingVendor vendor = new MisbehavingVendor(answers(200, EMPTY));

    @AfterEach
    void close() {
        vendor.close();
    }

    @Nested
    class ADealList {
        private final TestConnectors partnerStack = new TestConnectors(new PartnerStackVendor(),
                Map.of("c.account", "acme"));
        private final Feed deals = feed(new PartnerStackVendor(), "api:deals");
        private final List<byte[]> pages = pages();

        @Test
        void isReadToItsEndHoweverTheVendorFails() {
            vendor.first(answers(500, ""), answers(200, pages.get(0)), answers(429, "", "Retry-After", "0"),
                    cutsOff(pages.get(1), 40), answers(200, pages.get(1)));

            assertThat(read(partnerStack, deals)).isEqualTo(2);

            assertThat(registrations(partnerStack)).isEqualTo(registrationsOfTheWholeList());
            assertThat(uris().getLast()).contains("starting_after=").doesNotContain("min_updated");
            read(partnerStack, deals);
            assertThat(uris().getLast()).matches("/deals\\?limit=250&min_updated=\\d{13}");
        }

        @Test
        void goesOnWhereItStoppedWhereverThatWas() {
            Set<Object> whole = registrationsOfTheWholeList();
            for (int after = 0; after <= pages.get(1).length; after += 97) {
                partnerStack.forget();
                vendor.first(answers(200, pages.get(0)), cutsOff(pages.get(1), after), cutsOff(pages.get(1), after),
                        cutsOff(pages.get(1), after));
                int cut = after;
                if (after < pages.get(1).length) {
                    assertThatThrownBy(() -> read(partnerStack, deals)).as("cut off after %d bytes", cut)
                            .isInstanceOf(VendorUnavailableException.class);
                }
                vendor.first(answers(200, pages.get(1)));

                read(partnerStack, deals);

                assertThat(registrations(partnerStack)).as("cut off after %d bytes", cut).isEqualTo(whole);
            }
        }

        @Test
        void movesOnOnlyOnceThePageIsDurable() {
            partnerStack.intake.fail(RecordingIntake.Failure.AFTER_STORING);
            vendor.first(answers(200, pages.get(0)));
            assertThatThrownBy(() -> read(partnerStack, deals)).isInstanceOf(IntakeUnavailableException.class);
            partnerStack.intake.fail(RecordingIntake.Failure.NONE);
            vendor.first(answers(200, pages.get(0)), answers(200, pages.get(1)));

            assertThat(read(partnerStack, deals)).isEqualTo(2);

            assertThat(registrations(partnerStack)).isEqualTo(registrationsOfTheWholeList());
        }

        @Test
        void thatGivesOnePageAgainAndAgainIsLeftThere() {
            vendor.first(answers(200, pages.get(0)), answers(200, pages.get(0)));

            assertThatThrownBy(() -> read(partnerStack, deals)).isInstanceOf(VendorRefusedException.class)
                    .hasMessageContaining("same page");
        }

        private Set<Object> registrationsOfTheWholeList() {
            var whole = new TestConnectors(new PartnerStackVendor(), Map.of("c.account", "acme"));
            whole.take("24-deals-list-page.json", "api:deals");
            return registrations(whole);
        }

        private static Set<Object> registrations(TestConnectors connectors) {
            return connectors.intake.statements().stream().map(Statement::id).collect(Collectors.toSet());
        }

        /** The fixture's list, its first item on a page of its own. */
        private static List<byte[]> pages() {
            Map<?, ?> data = (Map<?, ?>) Objects.requireNonNull(JsonTree.parseObject(TestConnectors.read(
                    "partnerstack/24-deals-list-page.json")).get("data"));
            List<?> items = (List<?>) Objects.requireNonNull(data.get("items"));
            return List.of(page(items.subList(0, 1), true), page(items.subList(1, items.size()), false));
        }

        private static byte[] page(List<?> items, boolean more) {
            return CanonicalJson.write(Map.of("data", Map.of("has_more", more, "items", items)))
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    @Test
    void aVendorThatChangesTheSizeOfItsPagesIsReadWhole() {
        var impartner = new TestConnectors(new ImpartnerVendor(), Map.of("c.account", "acme"));
        Map<?, ?> data = (Map<?, ?>) Objects.requireNonNull(JsonTree.parseObject(TestConnectors.read(
                "impartner/04-deal-approved-and-second-partner-submitted.json")).get("data"));
        for (Object row : (List<?>) Objects.requireNonNull(data.get("results"))) {
            vendor.first(answers(200, CanonicalJson.write(Map.of("success", true, "data",
                    Map.of("entity", "Deal", "count", 2, "results", List.of(row))))));
        }
        Feed deals = feed(new ImpartnerVendor(), "Deal");

        assertThat(read(impartner, deals)).isEqualTo(2);

        assertThat(impartner.kinds()).filteredOn("registration.submitted"::equals).hasSize(2);
        assertThat(uris()).first().asString().startsWith("/api/objects/v1/Deal?orderby=Updated&take=100&skip=0");
        vendor.first(answers(200, "{\"success\": true, \"data\": {\"count\": 0, \"results\": []}}"));
        read(impartner, deals);
        assertThat(uris().getLast()).contains("filter=Updated%20%3E%20%272026-");
        vendor.first(answers(200, "{\"success\": false, \"message\": \"no such field\"}"));
        assertThatThrownBy(() -> read(impartner, deals)).isInstanceOf(VendorRefusedException.class);
    }

    @Test
    void aBookmarkIsFollowedOnTheVendorsOwnHostOnly() {
        var crossbeam = new TestConnectors(new CrossbeamVendor(), Map.of("c.account", "acme"));
        Feed overlaps = feed(new CrossbeamVendor(), "api:overlaps/accounts");
        String rows = new String(TestConnectors.read("crossbeam/06-overlaps-accounts-two-partners-same-account.json"),
                StandardCharsets.UTF_8);
        vendor.first(answers(200, rows.replace("https://api.crossbeam.com", vendor.url().toString())),
                answers(200, rows));

        read(crossbeam, overlaps);
        assertThat(crossbeam.kinds()).contains("account.overlap_seen");
        int told = crossbeam.kinds().size();
        read(crossbeam, overlaps);

        assertThat(crossbeam.kinds()).hasSize(told);
        assertThat(uris()).element(1).asString().startsWith("/v1/overlaps/accounts?limit=25&cursor=");
        assertThatThrownBy(() -> read(crossbeam, overlaps)).isInstanceOf(VendorRefusedException.class)
                .hasMessageContaining("api.crossbeam.com");
    }

    private int read(TestConnectors connectors, Feed feed) {
        return new Poller(new Connectors(List.of(), new ConnectorProperties(Map.of(),
                new ConnectorProperties.Accounts(Map.of(), Set.of())), new MappingBook(connectors.database()),
                new RefreshTokenStore(connectors.database()),
                TestConnectors.RECEIVED), connectors.service,
                InstantSource.fixed(TestConnectors.RECEIVED)).read(connectors.connector(),
                        new VendorApi("acme", api(), new RememberedTokens()),
                        feed);
    }

    private static Feed feed(Vendor vendor, String name) {
        var settings = new Binder(new MapConfigurationPropertySource(Map.of("c.api.url", "http://localhost")))
                .bind("c", ConnectorSettings.class).get();
        return vendor.feeds(settings).stream().filter(feed -> feed.name().equals(name)).findFirst().orElseThrow();
    }

    private ApiSettings api() {
        return new Binder(new MapConfigurationPropertySource(Map.of("c.url", vendor.url().toString(), "c.backoff",
                "1ms", "c.attempts", "3", "c.timeout", "2s"))).bind("c", ApiSettings.class).get();
    }

    private List<String> uris() {
        return new ArrayList<>(vendor.asked().stream().map(asked -> asked.uri().toString()).toList());
    }
}
