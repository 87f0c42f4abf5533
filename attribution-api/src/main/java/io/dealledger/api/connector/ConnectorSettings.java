package io.dealledger.api.connector;

import io.dealledger.api.connector.transport.ApiSettings;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of one connector, {@code ledger.connectors.<name>.…}. Their text shows no secret.
 *
 * @param vendor    {@code hubspot}, {@code partnerstack}, {@code salesforce} or {@code mapping}; by default the connector's name
 * @param account   the company or org at the vendor, a part of the source of its statements
 * @param mapping   the mapping document: a file, or {@code classpath:} and a resource
 * @param secret    a long random last segment of the address, for vendors that sign nothing
 * @param signature how the vendor signs; null where it does not, or nobody knows
 * @param deals     {@code evidence} where opportunities live in another system, {@code record} where there is none
 * @param dealType  of opportunities whose record does not say: {@code new_logo}, {@code expansion} or {@code renewal}
 * @param partners  the ledger's partner id by the vendor's
 * @param crm       what only a CRM needs
 * @param api       how the vendor is asked; null where it only sends
 */
public record ConnectorSettings(@Nullable String vendor, @DefaultValue("default") String account,
        @Nullable String mapping, @Nullable String secret, @Nullable Signature signature, @Nullable String deals,
        @Nullable String dealType, @DefaultValue Map<String, String> partners, @DefaultValue Crm crm,
        @Nullable ApiSettings api) {
    @Override
    public String toString() {
        return "ConnectorSettings[vendor=" + vendor + ", account=" + account + ", mapping=" + mapping + ", api=" + api
                + "]";
    }

    /**
     * How a vendor signs; see {@link SignatureVerifier}.
     *
     * @param url the address as the vendor calls it, for vendors that sign it
     */
    public record Signature(@Nullable String header, @Nullable String url, @DefaultValue("HmacSHA256") String algorithm,
            String secret,
            @DefaultValue("body") List<String> signedContent, @DefaultValue("hex") SignatureVerifier.Encoding encoding,
            @DefaultValue("") String prefix, @Nullable String timestamp, @DefaultValue("5m") Duration tolerance) {
        @Override
        public String toString() {
            return "Signature[header=" + header + ", url=" + url + ", algorithm=" + algorithm + "]";
        }
    }

    /**
     * How the company uses its CRM.
     *
     * @param stages    {@code open}, {@code qualified}, {@code won} or {@code lost} by the stage's name
     * @param dealTypes {@code new_logo}, {@code expansion} or {@code renewal} by the type's name
     * @param fields    the org's own field by what it is for
     * @param statuses  of registrations: {@code submitted}, {@code approved}, {@code rejected}, {@code expired} or
     *                  {@code withdrawn} by the org's word
     * @param partnerLabels ids or names of the labels by which a company on a deal is known as a partner
     * @param topics    that are subscribed to where the API is asked
     * @param pubSub    where they are
     * @param currency  of an org with one currency
     * @param client    by which the ledger's own writes are known
     * @param cosellActivity what the activity is called that the CRM's co-sell field stands for; a policy says whether
     *                       that counts
     * @param zone      of dates in its exports
     */
    public record Crm(@DefaultValue Map<String, String> stages, @DefaultValue Map<String, String> dealTypes,
            @DefaultValue Map<String, String> fields, @DefaultValue Map<String, String> statuses,
            @Nullable String currency, @DefaultValue("DealLedger") String client,
            @DefaultValue Set<String> partnerLabels, @DefaultValue("/data/ChangeEvents") List<String> topics,
            @DefaultValue("https://api.pubsub.salesforce.com:7443") URI pubSub,
            @DefaultValue("cosell_engaged") String cosellActivity, @DefaultValue("UTC") ZoneId zone,
            @DefaultValue("en-US") Locale locale,
            @DefaultValue("v66.0") String apiVersion, @DefaultValue Map<String, String> columns) {}
}
