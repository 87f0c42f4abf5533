package io.dealledger.api.connector.hubspot;

import io.dealledger.api.connector.AccountKeys;
import io.dealledger.api.connector.ConnectorSettings;
import io.dealledger.api.connector.Speaker;
import io.dealledger.api.connector.hubspot.DealEvent.Stage;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
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
        Map<String, String> types, Map<String, Status> statuses, Map<String, String> fields, Set<String> partnerLabels,
        @Nullable String dealType, @Nullable String currency, String cosellActivity, ZoneId zone) {
    enum Status {
        SUBMITTED, APPROVED, REJECTED, EXPIRED, WITHDRAWN
    }

    /** Commission is somebody else's word in this system: it counts only where the settings name its property. */
    static final String COMMISSION = "commission";
    private static final Map<String, String> TYPES = Map.of("newbusiness", "new_logo", "new business", "new_logo",
            "existingbusiness", "expansion", "existing business", "expansion", "renewal", "renewal");
    private static final Map<String, Status> STATUSES = Map.of("submitted", Status.SUBMITTED, "approved",
            Status.APPROVED, "rejected", Status.REJECTED, "expired", Status.EXPIRED, "withdrawn", Status.WITHDRAWN);
    private static final Map<String, String> FIELDS = Map.of("registration-status", "deal_registration_status",
            "registration-expires", "deal_registration_expires", "cosell", "cosell_status", "partner",
            "primary_partner_id", "segment", "segment", "region", "region", COMMISSION, "");

    /** @throws IllegalArgumentException if a setting holds a word that is not known; the message names it */
    static Portal of(String name, ConnectorSettings settings, AccountKeys accounts) {
        ConnectorSettings.Crm crm = settings.crm();
        String prefix = "ledger.connectors." + name + ".crm.";
        var stages = new HashMap<String, Stage>();
        crm.stages().forEach((stage, word) -> stages.put(stage, word(Stage.class, prefix + "stages." + stage, word)));
        var types = new HashMap<>(TYPES);
        crm.dealTypes().forEach((type, word) -> types.put(type.toLowerCase(Locale.ROOT), word));
        var statuses = new HashMap<>(STATUSES);
        crm.statuses().forEach((status, word) -> statuses.put(status.toLowerCase(Locale.ROOT),
                word(Status.class, prefix + "statuses." + status, word)));
        var fields = new HashMap<>(FIELDS);
        crm.fields().forEach((purpose, field) -> {
            if (fields.put(purpose, field) == null) {
                throw new IllegalArgumentException(prefix + "fields." + purpose + " is no use of a property; accepted: "
                        + String.join(", ", FIELDS.keySet().stream().sorted().toList()));
            }
        });
        return new Portal(new Speaker(name, name + ":" + settings.account(), settings.partners()),
                settings.account().equals("default") ? null : settings.account(), accounts, stages, types, statuses,
                fields, crm.partnerLabels(), settings.dealType(), crm.currency(), crm.cosellActivity(), crm.zone());
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

    private static <E extends Enum<E>> E word(Class<E> type, String setting, String word) {
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + " is '" + word + "'; accepted: "
                    + String.join(", ", Arrays.stream(type.getEnumConstants())
                            .map(constant -> constant.name().toLowerCase(Locale.ROOT)).toList()),
                    e);
        }
    }
}
