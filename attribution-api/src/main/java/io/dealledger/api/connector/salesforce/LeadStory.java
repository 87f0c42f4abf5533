package io.dealledger.api.connector.salesforce;

import io.dealledger.api.connector.RegistrationStatus;
import io.dealledger.api.connector.mapping.Domain;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the changes of one lead say, where leads are a partner's deal registrations. */
final class LeadStory {
    private final Org org;
    private final String id;
    private final List<Said> said = new ArrayList<>();
    private @Nullable RegistrationStatus status;
    private @Nullable String partner;
    private @Nullable String expires;
    private @Nullable String amount;
    private @Nullable String currency;
    private @Nullable String company;
    private @Nullable String domain;
    private boolean submitted;

    private LeadStory(Org org, String id) {
        this.org = org;
        this.id = id;
        this.currency = org.currency();
    }

    static List<Said> tell(Org org, String id, List<ChangeEvent> events) {
        var story = new LeadStory(org, id);
        events.forEach(story::add);
        return story.said;
    }

    /** By the lead's own website or e-mail address, else an id that only this lead has. */
    static String accountKey(Org org, String id, List<ChangeEvent> events) {
        var story = new LeadStory(org, id);
        events.forEach(story::learn);
        return story.accountKey();
    }

    private void add(ChangeEvent event) {
        String partnerBefore = partner;
        RegistrationStatus statusBefore = status;
        String expiresBefore = expires;
        learn(event);
        if (!submitted && partner != null && status != null && event.type() != ChangeEvent.Type.DELETE) {
            submit(event);
        } else if (submitted && partner != null && !partner.equals(partnerBefore)) {
            said.add(registration(event, "registration.reassigned").with("partner_id", org.partner(partner))
                    .with("approved_by", by(event)));
        }
        if (status != null && status != statusBefore) {
            decide(event, status);
        } else if (status == RegistrationStatus.APPROVED && expires != null && !expires.equals(expiresBefore)) {
            said.add(registration(event, "registration.extended").with("expires_at", endOf(expires))
                    .with("approved_by", by(event)));
        }
    }

    private void learn(ChangeEvent event) {
        partner = latest(event, org.field("lead-partner"), partner);
        expires = latest(event, org.field("lead-expires"), expires);
        amount = latest(event, org.field("lead-amount"), amount);
        currency = event.text("CurrencyIsoCode") == null ? currency : event.text("CurrencyIsoCode");
        company = latest(event, "Company", company);
        String word = event.text(org.field("lead-status"));
        if (word != null) {
            status = Objects.requireNonNullElse(org.statuses().get(word.toLowerCase(Locale.ROOT)), status);
        }
        for (String source : List.of("Email", "Website")) {
            domain = domain(event.text(source), domain);
        }
    }

    private static @Nullable String latest(ChangeEvent event, String field, @Nullable String before) {
        return event.touches(field) ? event.text(field) : before;
    }

    /** What holds no usable host says nothing about the account. */
    private @Nullable String domain(@Nullable String text, @Nullable String before) {
        if (text == null) {
            return before;
        }
        try {
            String host = Domain.normalise(text);
            return org.accounts().identifies(host) ? host : before;
        } catch (IllegalArgumentException e) {
            return before;
        }
    }

    private void submit(ChangeEvent event) {
        submitted = true;
        Instant at = submittedAt(event);
        said.add(draft(event, "account.identified").at(at).with("account_id", accountKey()).with("name", company)
                .with("domain", domain));
        said.add(registration(event, "registration.submitted").at(at)
                .with("partner_id", org.partner(Objects.requireNonNull(partner))).with("account_id", accountKey())
                .with("expected_amount", amount).with("currency", amount == null ? null : currency)
                .with("submitted_by", event.user()));
    }

    /** A lead that is seen for the first time as it stood was created at some time before. */
    private static Instant submittedAt(ChangeEvent event) {
        String createdAt = event.text("CreatedDate");
        return event.type() != ChangeEvent.Type.SNAPSHOT || createdAt == null
                ? event.committedAt()
                : Instant.parse(createdAt);
    }

    private void decide(ChangeEvent event, RegistrationStatus now) {
        switch (now) {
            case SUBMITTED -> {
                // the claim itself
            }
            case APPROVED -> said.add(registration(event, "registration.approved").with("approved_by", by(event))
                    .with("expires_at", expires == null ? null : endOf(expires)));
            case REJECTED -> said.add(registration(event, "registration.rejected"));
            case EXPIRED -> said.add(registration(event, "registration.expired"));
            case WITHDRAWN -> said.add(registration(event, "registration.withdrawn"));
        }
    }

    private String accountKey() {
        return org.accounts().key(domain, null, org.speaker().own("account-of:Lead:" + id));
    }

    /** Automation names nobody: then the CRM itself is the one that approved. */
    private String by(ChangeEvent event) {
        return event.user() == null ? org.speaker().source() : event.user();
    }

    /** A claim that is protected until a day is protected on that day; the CRM's days are UTC's. */
    private static String endOf(String day) {
        return LocalDate.parse(day).atTime(LocalTime.of(23, 59, 59)).toInstant(ZoneOffset.UTC).toString();
    }

    private Said registration(ChangeEvent event, String kind) {
        return draft(event, kind).with("registration_id", org.speaker().own(id));
    }

    private Said draft(ChangeEvent event, String kind) {
        return Said.of("Lead:" + id, event, kind, event.user()).with("note", event.note());
    }
}
