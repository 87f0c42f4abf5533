package io.dealledger.api.connector.salesforce;

import io.dealledger.api.connector.AccountKeys;
import io.dealledger.api.connector.ConnectorSettings;
import io.dealledger.api.connector.CrmWords;
import io.dealledger.api.connector.RegistrationStatus;
import io.dealledger.api.connector.Speaker;
import io.dealledger.api.connector.mapping.SalesforceId;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How one company has set up its Salesforce: stages, types and custom fields are each org's own.
 *
 * @param stages   by name
 * @param types    the ledger's deal type by the opportunity's type, in lower case
 * @param statuses of registrations, by the org's word in lower case
 * @param fields   the org's own field by what it is for
 * @param id       of the org, 18 characters; null where the settings name none, and messages of any are taken
 * @param columns  a field's name by a column's heading in reports, in lower case
 * @param locale   of numbers and dates in reports
 * @param zone     of dates in reports
 */
record Org(Speaker speaker, AccountKeys accounts, Map<String, Stage> stages, Map<String, String> types,
        Map<String, RegistrationStatus> statuses, Map<String, String> fields, @Nullable String dealType,
        @Nullable String currency, String client, String cosellActivity, @Nullable String id,
        Map<String, String> columns, Locale locale, ZoneId zone) {
    enum Stage {
        OPEN, QUALIFIED, WON, LOST
    }

    static final String IS_DELETED = "IsDeleted";
    private static final Map<String, Stage> STAGES = Map.ofEntries(Map.entry("Prospecting", Stage.OPEN),
            Map.entry("Qualification", Stage.OPEN), Map.entry("Needs Analysis", Stage.QUALIFIED),
            Map.entry("Value Proposition", Stage.QUALIFIED), Map.entry("Id. Decision Makers", Stage.QUALIFIED),
            Map.entry("Perception Analysis", Stage.QUALIFIED), Map.entry("Proposal/Price Quote", Stage.QUALIFIED),
            Map.entry("Negotiation/Review", Stage.QUALIFIED), Map.entry("Closed Won", Stage.WON),
            Map.entry("Closed Lost", Stage.LOST));
    private static final Map<String, String> TYPES = Map.of("new business", "new_logo", "new customer", "new_logo",
            "existing business", "expansion", "existing customer - upgrade", "expansion", "renewal", "renewal");
    /** What a custom field may be for, and how it is called unless the settings say otherwise. */
    private static final Map<String, String> FIELDS = Map.ofEntries(Map.entry("partner", "Primary_Partner__c"),
            Map.entry("cosell", "Cosell_Engaged__c"), Map.entry("segment", "Segment__c"),
            Map.entry("region", "Region__c"), Map.entry("lead-partner", "Registering_Partner__c"),
            Map.entry("lead-status", "Registration_Status__c"), Map.entry("lead-expires", "Registration_Expires__c"),
            Map.entry("lead-amount", "Registered_Amount__c"), Map.entry("event-deal", "Opportunity_Id__c"),
            Map.entry("commission-to", "Beneficiary_Id__c"), Map.entry("commission-to-type", "Beneficiary_Type__c"),
            Map.entry("commission-amount", "Amount__c"), Map.entry("commission-currency", "Currency__c"),
            Map.entry("commission-period", "Period__c"), Map.entry("commission-line", "Statement_Line__c"),
            Map.entry("cosell-partner", "Partner_Id__c"), Map.entry("cosell-activity", "Activity__c"));

    /** @throws IllegalArgumentException if a setting holds a word that is not known; the message names it */
    static Org of(String name, ConnectorSettings settings, AccountKeys accounts) {
        ConnectorSettings.Crm crm = settings.crm();
        var words = new CrmWords(name, crm);
        return new Org(new Speaker(name, name + ":" + settings.account(), settings.partners()), accounts,
                words.stages(Stage.class, STAGES), words.dealTypes(TYPES), words.statuses(), words.fields(FIELDS),
                settings.dealType(), crm.currency(), crm.client(), crm.cosellActivity(), orgId(settings.account()),
                lower(crm.columns()), crm.locale(), crm.zone());
    }

    private static @Nullable String orgId(String account) {
        try {
            return SalesforceId.to18(account);
        } catch (IllegalArgumentException e) {
            return null; // a name of the company's own
        }
    }

    private static Map<String, String> lower(Map<String, String> columns) {
        return columns.entrySet().stream().collect(Collectors.toUnmodifiableMap(
                column -> column.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    }

    String field(String purpose) {
        String field = fields.get(purpose);
        if (field == null) {
            throw new IllegalArgumentException("no field is for '" + purpose + "'");
        }
        return field;
    }

    /** Fields worth keeping of an opportunity, a lead, an account and a seller's share of an opportunity. */
    Map<String, Set<String>> kept() {
        return Map.of("Opportunity",
                Set.of("AccountId", "Name", "StageName", "Amount", "Type", "IsClosed", "IsWon", "OwnerId",
                        "CurrencyIsoCode", "CreatedDate", "CloseDate", IS_DELETED, field("partner"), field("cosell"),
                        field("segment"), field("region")),
                "Lead",
                Set.of("Company", "Email", "Website", "CurrencyIsoCode", "CreatedDate", "ConvertedAccountId",
                        "ConvertedOpportunityId",
                        field("lead-partner"), field("lead-status"), field("lead-expires"), field("lead-amount")),
                "Account", Set.of("Name", "Website"), "OpportunitySplit",
                Set.of("OpportunityId", "SplitOwnerId", "SplitPercentage", "SplitTypeId"));
    }

    /** How the value of a field is read; other fields are texts. */
    boolean isMoney(String field) {
        return field.equals("Amount") || field.equals(field("lead-amount"));
    }

    boolean isDate(String field) {
        return field.equals("CloseDate") || field.equals(field("lead-expires"));
    }

    boolean isTime(String field) {
        return field.equals("CreatedDate");
    }

    boolean isFlag(String field) {
        return Set.of("IsClosed", "IsWon", IS_DELETED).contains(field) || field.equals(field("cosell"));
    }

    boolean isId(String field) {
        return Set.of("AccountId", "OwnerId", "OpportunityId", "SplitOwnerId", "ConvertedAccountId",
                "ConvertedOpportunityId", field("partner"),
                field("lead-partner")).contains(field);
    }

    /** The ledger's id of a partner account. */
    String partner(String accountId) {
        return speaker.partner(SalesforceId.to18(accountId));
    }
}
