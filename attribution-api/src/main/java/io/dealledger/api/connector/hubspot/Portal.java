package io.dealledger.api.connector.hubspot;

import io.dealledger.api.connector.AccountKeys;
import io.dealledger.api.connector.ConnectorSettings;
import io.dealledger.api.connector.CrmWords;
import io.dealledger.api.connector.RegistrationStatus;
import io.dealledger.api.connector.Speaker;
import io.dealledger.api.connector.hubspot.DealEvent.Stage;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one company has set up its HubSpot account: stages, types and custom properties are each account's own.
 *
 * @param id            of the account; null where the settings name none, and messages of any are taken
 * @param stages        by id or label; the settings speak before the catalogue
 * @param types         the ledger's deal type by the vendor's word, in lower case
 * @param statuses      of registrations, by the account's word in lower case
 * @param fields        the account's own property by what it is for
 * @param partnerLabels ids or names of the labels by which a company is known as the deal's partner
 * @param zone          of dates in exports
 */
record Portal(Speaker speaker, @Nullable String id, AccountKeys accounts, Map<String, Stage> stages,
        Map<String, String> types, Map<String, RegistrationStatus> statuses, Map<String, String> fields,
        Set<String> partnerLabels,
        @Nullable String dealType, @Nullable String currency, String cosellActivity, ZoneId zone) {
    /** Commission is somebody else's word in this system: it counts only where the settings name its property. */
    static final String COMMISSION = "commission";
    private static final Map<String, String> TYPES = Map.of("newbusiness", "new_logo", "new business", "new_logo",
            "existingbusiness", "expansion", "existing business", "expansion", "renewal", "renewal");
    private static final Map<String, String> FIELDS = Map.of("registration-status", "deal_registration_status",
            "registration-expires", "deal_registration_expires", "cosell", "cosell_status", "partner",
            "primary_partner_id", "segment", "segment", "region", "region", COMMISSION, "");

    /** @throws IllegalArgumentException if a setting holds a word that is not known; the message names it */
    static Portal of(String name, ConnectorSettings settings, AccountKeys accounts) {
        ConnectorSettings.Crm crm = settings.crm();
        var words = new CrmWords(name, crm);
        return new Portal(new Speaker(name, name + ":" + settings.account(), settings.partners()),
                settings.account().equals("default") ? null : settings.account(), accounts,
                words.stages(Stage.class, Map.of()),
                words.dealTypes(TYPES), words.statuses(), words.fields(FIELDS), crm.partnerLabels(),
                settings.dealType(), crm.currency(), crm.cosellActivity(), crm.zone());
    }

    /** Empty where no property is for this. */
    String field(String purpose) {
        return Objects.requireNonNull(fields.get(purpose), purpose);
    }

    /** Properties of a deal that mean something here. */
    boolean reads(String property) {
        return Set.of("dealstage", "amount", "hubspot_owner_id", "deal_currency_code", "dealtype",
                "closed_lost_reason").contains(property) || fields.containsValue(property);
    }

    boolean isMoney(String property) {
        return property.equals("amount") || property.equals(field(COMMISSION));
    }

    /** The ledger's id of the account that a company of the vendor's is. */
    String account(String company) {
        return speaker.own("company:" + company);
    }

    boolean isPartner(String company) {
        return speaker.partners().containsKey(speaker.own(company)) || speaker.partners().containsKey(company);
    }

    String partner(String company) {
        return speaker.partners().getOrDefault(company, speaker.partner(company));
    }
}
