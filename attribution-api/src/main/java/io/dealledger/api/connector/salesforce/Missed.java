package io.dealledger.api.connector.salesforce;

import io.dealledger.api.connector.Speaker;
import io.dealledger.api.intake.Delivery;
import java.time.Instant;

/**
 * Something that is known to have happened, and not what: whatever it touches is incomplete until it is read again.
 *
 * @param subject the record, or what stands for all of them
 * @param change  names the change within the record
 * @param feed    of this record alone: another one's gap of the same instant is another gap
 */
record Missed(Speaker speaker, String subject, String change, String feed, Instant at, String what) {
    static final String LABEL = "api:all:";
    static final String ANY = "any record";

    static Missed of(Org org, String entity, String record, ChangeEvent event) {
        String feed = org.speaker().source() + "/" + entity + (event.type() == ChangeEvent.Type.GAP_OVERFLOW
                ? ""
                : "/" + record);
        return new Missed(org.speaker(), entity + ":" + record, event.key(), feed, event.committedAt(),
                event.type().name() + " of " + record);
    }

    /** Under which answers to what was missed are kept: all that it takes to say that it is missed no more. */
    String label(String entity) {
        return LABEL + entity + "|" + change + "|" + at;
    }

    static Missed ofLabel(Org org, String label) {
        String[] parts = label.substring(LABEL.length()).split("\\|", 3);
        return new Missed(org.speaker(), parts[0] + ":" + ANY, parts[1], org.speaker().source() + "/" + parts[0],
                Instant.parse(parts[2]), ChangeEvent.Type.GAP_OVERFLOW + " of " + ANY);
    }

    Delivery.Reading detected() {
        return speaker.say(subject, change, "intake.gap_detected", at).with("feed", feed).with("from", at.toString())
                .with("to", at.toString()).with("reason", what).done();
    }

    /** @param when it was read again */
    Delivery.Reading closed(Instant when) {
        return closed(when, "read again");
    }

    /** @param how it came that nothing more is to be known */
    Delivery.Reading closed(Instant when, String how) {
        return speaker.say(subject, change, "intake.gap_closed", when).with("feed", feed).with("from", at.toString())
                .with("to", at.toString()).with("reason", what + ": " + how).done();
    }
}
