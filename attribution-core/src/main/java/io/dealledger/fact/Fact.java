package io.dealledger.fact;

/**
 * What a source said, typed: one record per kind, so that this folder is the catalogue. A component is a member of the
 * fact's {@code data} in snake_case; one that may be left out is {@code @Nullable}. Stored for ever: add a kind or an
 * optional component, never rename, move or reshape one.
 */
public sealed interface Fact permits AccountFact, PartnerFact, CompanyFact {
    /** The public name, e.g. {@code registration.submitted}. */
    default String kind() {
        return FactKinds.kindOf(getClass());
    }
}
