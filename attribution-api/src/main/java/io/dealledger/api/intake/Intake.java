package io.dealledger.api.intake;

import java.util.List;

/** The one way into the ledger: HTTP, Kafka, connectors and files all end here. */
public interface Intake {
    /**
     * Counts the deliveries in, in order, and returns when the outcome of each is durable. Safe to repeat: a delivery
     * already counted is answered as a duplicate.
     *
     * @return one receipt per delivery, in the same order
     * @throws IntakeUnavailableException if nothing or only a part could be made durable; the caller may repeat all
     */
    List<Receipt> accept(List<Delivery> deliveries);
}
