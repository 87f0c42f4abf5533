package io.dealledger.fact;

/** Who invoices or delivers: not the tag. */
@Kind("fulfilment.assigned")
public record FulfilmentAssigned(String opportunityId, String partnerId, FulfilmentRole role) implements AccountFact {
    @Override
    public Anchor anchor() {
        return Anchor.opportunity(opportunityId);
    }
}
