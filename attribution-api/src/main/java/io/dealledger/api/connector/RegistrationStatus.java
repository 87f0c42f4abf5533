package io.dealledger.api.connector;

/** What became of a registration, as CRMs keep it in a field of the company's own. */
public enum RegistrationStatus {
    SUBMITTED, APPROVED, REJECTED, EXPIRED, WITHDRAWN
}
