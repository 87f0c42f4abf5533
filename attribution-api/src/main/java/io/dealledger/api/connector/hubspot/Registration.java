package io.dealledger.api.connector.hubspot;

import io.dealledger.api.connector.RegistrationStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A deal's life as a partner's registration, where a property of the account tells it. */
final class Registration {
    private final Portal portal;
    private final String deal;
    private @Nullable RegistrationStatus status;
    private @Nullable String expires;
    /** Its partner is not known yet: the claim is told once it is, as of its own time. */
    private @Nullable DealEvent pending;
    private @Nullable Deal claimed;
    private boolean submitted;

    Registration(Portal portal, String deal) {
        this.portal = portal;
        this.deal = deal;
    }

    /** @param partner null where none is tagged */
    record Deal(@Nullable String partner, String account, @Nullable String amount, @Nullable String currency) {}

    List<Said> add(Moment moment, Deal facts) {
        var said = new ArrayList<Said>();
        DealEvent event = moment.property(portal.field("registration-status"));
        DealEvent until = moment.property(portal.field("registration-expires"));
        String expiresBefore = expires;
        expires = until == null ? expires : until.value();
        RegistrationStatus before = status;
        status = event == null || event.value() == null ? status : word(event.value());
        if (event != null && status == RegistrationStatus.SUBMITTED && !submitted && pending == null) {
            pending = event;
            claimed = facts;
        }
        if (pending != null && claimed != null && facts.partner() != null) {
            said.add(submit(pending, claimed, facts.partner()));
            pending = null;
            submitted = true;
        }
        if (event != null && status != null && status != before) {
            said.addAll(decide(event, status));
        } else if (until != null && status == RegistrationStatus.APPROVED && expires != null
                && !expires.equals(expiresBefore)) {
            said.add(say(until, "registration.extended").with("expires_at", endOf(expires)).with("approved_by",
                    by(until)));
        }
        return said;
    }

    private Said submit(DealEvent claim, Deal facts, String partner) {
        return say(claim, "registration.submitted").with("partner_id", partner)
                .with("account_id", facts.account()).with("opportunity_id", deal)
                .with("expected_amount", facts.amount())
                .with("currency", facts.amount() == null ? null : facts.currency())
                .with("submitted_by", claim.who());
    }

    private List<Said> decide(DealEvent event, RegistrationStatus now) {
        return switch (now) {
            case SUBMITTED -> List.of();
            case APPROVED -> List.of(say(event, "registration.approved").with("approved_by", by(event))
                    .with("expires_at", expires == null ? null : endOf(expires)));
            case REJECTED -> List.of(say(event, "registration.rejected"));
            case EXPIRED -> List.of(say(event, "registration.expired"));
            case WITHDRAWN -> List.of(say(event, "registration.withdrawn"));
        };
    }

    /** A word that the settings do not know is the account's own business, such as a draft. */
    private @Nullable RegistrationStatus word(String word) {
        return portal.statuses().getOrDefault(word.toLowerCase(Locale.ROOT), status);
    }

    /** Automation names nobody: then the CRM itself is the one that approved. */
    private String by(DealEvent event) {
        return Objects.requireNonNullElse(event.who(), portal.speaker().source());
    }

    /** A claim that is protected until a day is protected on that day; the vendor may also send milliseconds. */
    private String endOf(String day) {
        if (day.matches("\\d{12,13}")) {
            return Instant.ofEpochMilli(Long.parseLong(day)).toString();
        }
        try {
            return LocalDate.parse(day).atTime(LocalTime.of(23, 59, 59)).atZone(portal.zone()).toInstant().toString();
        } catch (DateTimeParseException e) {
            return day; // as it is, so that the refusal names it
        }
    }

    private Said say(DealEvent event, String kind) {
        return Said.of("deal:" + deal, kind, event.at(), event.who()).with("registration_id",
                portal.speaker().own(deal));
    }
}
