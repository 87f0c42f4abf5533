package io.dealledger.api.connector;

import io.dealledger.api.connector.mapping.CanonicalFact;
import io.dealledger.api.intake.Delivery;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Canonical facts of mapping documents in the ledger's own vocabulary.
 *
 * @param deals    what the connector's word on opportunities is worth
 * @param dealType of opportunities whose record does not say; null where none may be assumed
 * @param zone     in which a date such as the last protected day ends
 */
record CanonicalStatements(Speaker speaker, AccountKeys accounts, Deals deals, @Nullable String dealType, ZoneId zone) {
    private static final String OPENED = "OpportunityOpened";
    /** Names of canonical facts about an opportunity. */
    static final Set<String> ON_OPPORTUNITIES = Set.of(OPENED, "OpportunityQualified", "OpportunityAmountChanged",
            "OpportunityOwnerChanged", "OpportunityStageChanged", "OpportunityDeleted", "ClosedWon", "ClosedLost",
            "Reopened");

    /** What a connector's word on opportunities is worth. */
    enum Deals {
        /** The opportunity lives elsewhere, in a CRM: what this system says of it is evidence, and books nothing. */
        EVIDENCE,
        /** There is no better system: what it says is what happened. */
        RECORD
    }

    /** The account that a record with these values is about. */
    String account(String stream, String record, Map<String, @Nullable Object> values) {
        return accounts.key((String) values.get("accountDomain"), (String) values.get("crmRef"),
                speaker.own("account-of:" + stream + ":" + record));
    }

    /** Nothing where the ledger has no kind for it, as for most notes. */
    List<Delivery.Reading> of(CanonicalFact fact) {
        return switch (fact.name()) {
            case "DealRegistered" -> submitted(fact);
            case "RegistrationApproved" -> List.of(approved(fact));
            case "RegistrationRejected" -> List.of(ended(fact, "registration.rejected"));
            case "RegistrationExpired" -> List.of(ended(fact, "registration.expired"));
            case "REGISTRATION_WITHDRAWN" -> List.of(ended(fact, "registration.withdrawn"));
            case String name when ON_OPPORTUNITIES.contains(name) -> opportunity(fact);
            case "PartnerTagged" -> List.of(claimed(fact, fact.text("role")));
            case "CoSellEngaged" -> List.of(coSell(fact));
            case "OVERLAP_NO_LONGER_VISIBLE" -> List.of(overlap(fact, "gone"));
            case "PartnerEnrolled" -> List.of(enrolled(fact));
            case "RewardPaid" -> List.of(paid(fact));
            default -> List.of();
        };
    }

    private List<Delivery.Reading> submitted(CanonicalFact fact) {
        String account = account(fact);
        var said = new ArrayList<Delivery.Reading>();
        said.add(say(fact, "account.identified").with("account_id", account).with("name", fact.text("accountName"))
                .with("domain", accounts.identifies(fact.text("accountDomain")) ? fact.text("accountDomain") : null)
                .with("external_refs", crmRef(fact)).done());
        said.add(say(fact, "registration.submitted").with("registration_id", registration(fact))
                .with("partner_id", partner(fact)).with("account_id", account)
                .with("opportunity_id", fact.text("opportunityRef")).with("product", fact.text("product"))
                .with("expected_amount", fact.text("amount")).with("currency", currency(fact))
                .with("submitted_by", fact.text("registeredBy")).done());
        return said;
    }

    /** A system that does not say who approved is itself the one that did. */
    private Delivery.Reading approved(CanonicalFact fact) {
        boolean extension = fact.text("amends") != null;
        return say(fact, extension ? "registration.extended" : "registration.approved")
                .with("registration_id", registration(fact))
                .with("approved_by", Objects.requireNonNullElse(fact.text("approvedBy"), speaker.source()))
                .with("expires_at", endOf(fact.text("protectedUntil"))).done();
    }

    private Delivery.Reading ended(CanonicalFact fact, String kind) {
        return say(fact, kind).with("registration_id", registration(fact)).with("reason", fact.text("reason")).done();
    }

    private List<Delivery.Reading> opportunity(CanonicalFact fact) {
        if (deals == Deals.EVIDENCE || Boolean.TRUE.equals(fact.attributes().get("corroborating"))) {
            return tagged(fact);
        }
        return List.of(switch (fact.name()) {
            case OPENED -> worth(fact, ofDeal(fact, "opportunity.created").with("account_id", account(fact))
                    .with("deal_type", either(fact.text("dealType"), dealType))
                    .with("owner_ae", fact.text("ownerRef")).with("segment", fact.text("segment"))
                    .with("region", fact.text("region")).with("registration_id", registrationRef(fact)));
            case "OpportunityQualified" -> worth(fact, ofDeal(fact, "opportunity.qualified"));
            case "OpportunityAmountChanged" -> worth(fact, ofDeal(fact, "opportunity.amount_changed"));
            case "OpportunityOwnerChanged" -> ofDeal(fact, "opportunity.owner_changed")
                    .with("owner_ae", fact.text("ownerRef")).done();
            case "OpportunityStageChanged" -> ofDeal(fact, "opportunity.stage_changed")
                    .with("stage", fact.text("stage")).done();
            case "OpportunityDeleted" -> ofDeal(fact, "opportunity.deleted").with("reason", fact.text("reason")).done();
            case "Reopened" -> ofDeal(fact, "opportunity.reopened").with("reason", fact.text("reason")).done();
            case "ClosedWon" -> worth(fact, ofDeal(fact, "opportunity.closed_won"));
            default -> worth(fact, ofDeal(fact, "opportunity.closed_lost"));
        });
    }

    private Speaker.Saying ofDeal(CanonicalFact fact, String kind) {
        return say(fact, kind).with("opportunity_id",
                Objects.requireNonNullElseGet(fact.text("opportunityRef"), () -> speaker.own(fact.record())));
    }

    private static Delivery.Reading worth(CanonicalFact fact, Speaker.Saying saying) {
        return saying.with("amount", fact.text("amount")).with("currency", currency(fact))
                .with("reason", fact.text("reason")).done();
    }

    /** That an opportunity is there, said by the first fact that speaks of it; nothing where that says so itself. */
    List<Delivery.Reading> openedBy(CanonicalFact first) {
        if (deals == Deals.EVIDENCE || first.name().equals(OPENED)) {
            return List.of();
        }
        var opened = new LinkedHashMap<String, @Nullable Object>(first.attributes());
        opened.remove("reason");
        return of(new CanonicalFact(OPENED, false, first.stream(), first.record(), first.occurredAt(),
                first.received(), opened));
    }

    /** That the partner's deal became an opportunity is a claim worth showing, and never an origin by itself. */
    private List<Delivery.Reading> tagged(CanonicalFact fact) {
        if (!fact.name().equals(OPENED) || fact.text("opportunityRef") == null || fact.text("partnerRef") == null) {
            return List.of();
        }
        return List.of(claimed(fact, "vendor".equals(fact.text("origin")) ? "assigned" : "registered"));
    }

    private Delivery.Reading claimed(CanonicalFact fact, @Nullable String role) {
        return ofDeal(fact, "opportunity.partner_tagged").with("partner_id", partner(fact)).with("role", role).done();
    }

    private Delivery.Reading coSell(CanonicalFact fact) {
        String kind = Objects.requireNonNullElse(fact.text("kind"), "CO_SELL_ENGAGED");
        return switch (kind) {
            case "ACCOUNT_OVERLAP", "OVERLAP_ON_OWN_DEAL" -> overlap(fact, "visible");
            case "INTRODUCTION_MADE" -> say(fact, "partner.introduction_logged").with("partner_id", partner(fact))
                    .with("account_id", account(fact)).done();
            default -> say(fact, "cosell.activity").with("partner_id", partner(fact))
                    .with("activity", kind.toLowerCase(Locale.ROOT))
                    .with("opportunity_id", fact.text("opportunityRef")).with("account_id", account(fact)).done();
        };
    }

    private Delivery.Reading overlap(CanonicalFact fact, String state) {
        return say(fact, "account.overlap_seen").with("account_id", account(fact)).with("partner_id", partner(fact))
                .with("state", state).done();
    }

    private Delivery.Reading enrolled(CanonicalFact fact) {
        var refs = new ArrayList<Object>(Objects.requireNonNullElse(crmRef(fact), List.of()));
        String key = fact.text("partnershipKey");
        if (key != null) {
            refs.add(Map.of("system", speaker.source(), "id", key));
        }
        return say(fact, "partner.enrolled").with("partner_id", partner(fact)).with("name", fact.text("partnerName"))
                .with("partner_type", fact.text("program")).with("tier", fact.text("tier"))
                .with("external_refs", refs.isEmpty() ? null : refs).done();
    }

    private Delivery.Reading paid(CanonicalFact fact) {
        return say(fact, "partner.reward_paid").with("partner_id", partner(fact)).with("amount", fact.text("amount"))
                .with("currency", fact.text("currency")).with("opportunity_id", fact.text("opportunityRef"))
                .with("registration_id", registrationRef(fact)).done();
    }

    private Speaker.Saying say(CanonicalFact fact, String kind) {
        return speaker.say(fact.stream() + ":" + fact.record(), kind, fact.occurredAt());
    }

    private String registration(CanonicalFact fact) {
        return speaker.own(fact.record());
    }

    private @Nullable String registrationRef(CanonicalFact fact) {
        String registration = fact.text("registrationRef");
        return registration == null ? null : speaker.own(registration);
    }

    private @Nullable String partner(CanonicalFact fact) {
        String partner = either(fact.text("partnerRef"), fact.text("partnershipKey"));
        return partner == null ? null : speaker.partner(partner);
    }

    private String account(CanonicalFact fact) {
        return account(fact.stream(), fact.record(), fact.attributes());
    }

    private static @Nullable List<Object> crmRef(CanonicalFact fact) {
        String ref = fact.text("crmRef");
        return ref == null ? null : List.of(Map.of("system", "salesforce", "id", ref));
    }

    /** A currency without an amount says nothing. */
    private static @Nullable String currency(CanonicalFact fact) {
        return fact.text("amount") == null ? null : fact.text("currency");
    }

    /** A claim that is protected until a day is protected on that day. */
    private @Nullable String endOf(@Nullable String day) {
        return day == null || day.length() > 10
                ? day
                : LocalDate.parse(day).atTime(LocalTime.of(23, 59, 59)).atZone(zone).toInstant().toString();
    }

    private static @Nullable String either(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }
}
