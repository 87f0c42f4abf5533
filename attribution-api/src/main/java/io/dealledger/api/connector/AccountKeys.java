package io.dealledger.api.connector;

import io.dealledger.api.connector.mapping.SalesforceId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By which account id a connector speaks of a customer.
 * <ol>
 * <li>The customer's own web domain, where the record states it: {@code domain:example.com}. Domains of mailbox
 * providers, which many customers share, name nobody.</li>
 * <li>The domain that the settings give for the CRM's account id.</li>
 * <li>The CRM's account id: {@code salesforce:001…}, 18 characters.</li>
 * <li>An id that only this record has. It is never guessed from a name.</li>
 * </ol>
 * Where two systems turn out to speak of one customer, {@link AccountMatcher} says so as a fact.
 *
 * @param domains       by the CRM's account id, 18 characters
 * @param sharedDomains of mailbox providers
 */
public record AccountKeys(Map<String, String> domains, Set<String> sharedDomains) {
    static final String DOMAIN = "domain:";
    static final String CRM = "salesforce:";
    private static final Set<String> MAILBOX_PROVIDERS = Set.of("gmail.com", "googlemail.com", "outlook.com",
            "hotmail.com", "live.com", "msn.com", "yahoo.com", "ymail.com", "icloud.com", "me.com", "mac.com",
            "aol.com",
            "gmx.com", "gmx.de", "gmx.net", "web.de", "t-online.de", "mail.com", "mail.ru", "yandex.com", "yandex.ru",
            "proton.me", "protonmail.com", "qq.com", "163.com", "126.com", "orange.fr", "free.fr", "libero.it");

    public AccountKeys {
        domains = Map.copyOf(domains);
        sharedDomains = Set.copyOf(sharedDomains);
    }

    /** True where the domain stands for one customer. */
    public boolean identifies(@Nullable String domain) {
        return domain != null && !MAILBOX_PROVIDERS.contains(domain) && !sharedDomains.contains(domain);
    }

    /**
     * @param domain       normalised, see {@link io.dealledger.api.connector.mapping.Domain}
     * @param crmAccountId 15 or 18 characters; anything else counts as none
     * @param otherwise    an id that nobody else has
     */
    public String key(@Nullable String domain, @Nullable String crmAccountId, String otherwise) {
        if (domain != null && identifies(domain)) {
            return ofDomain(domain);
        }
        return crmAccountId != null && isCrmAccountId(crmAccountId) ? ofCrm(crmAccountId) : otherwise;
    }

    /** @throws IllegalArgumentException if it is no Salesforce id */
    public String ofCrm(String crmAccountId) {
        String id = SalesforceId.to18(crmAccountId);
        String domain = domains.get(id);
        return domain == null ? CRM + id : ofDomain(domain);
    }

    public static String ofDomain(String domain) {
        return DOMAIN + domain.toLowerCase(Locale.ROOT);
    }

    private static boolean isCrmAccountId(String id) {
        try {
            return SalesforceId.to18(id).startsWith("001");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
