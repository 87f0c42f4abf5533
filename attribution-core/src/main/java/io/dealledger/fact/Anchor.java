package io.dealledger.fact;

import org.jspecify.annotations.Nullable;

/** The id by which a fact finds its account: the account's own, or that of something known to belong to one. */
public record Anchor(Type type, String id) {
    public enum Type {
        ACCOUNT, OPPORTUNITY, REGISTRATION, DISPUTE
    }

    public static Anchor account(String id) {
        return new Anchor(Type.ACCOUNT, id);
    }

    public static Anchor opportunity(String id) {
        return new Anchor(Type.OPPORTUNITY, id);
    }

    public static Anchor registration(String id) {
        return new Anchor(Type.REGISTRATION, id);
    }

    public static Anchor dispute(String id) {
        return new Anchor(Type.DISPUTE, id);
    }

    /** The id that others find their account by once this fact is in. */
    public static @Nullable Anchor definedBy(AccountFact fact) {
        return switch (fact) {
            case OpportunityCreated created -> opportunity(created.opportunityId());
            case RegistrationSubmitted submitted -> registration(submitted.registrationId());
            case DisputeOpened opened -> dispute(opened.disputeId());
            default -> null;
        };
    }
}
