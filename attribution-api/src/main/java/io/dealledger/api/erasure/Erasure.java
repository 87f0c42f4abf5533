package io.dealledger.api.erasure;

import io.dealledger.account.FactQuarantined;
import io.dealledger.account.PersonErased;
import io.dealledger.api.command.FileEvents;
import io.dealledger.api.intake.RawMessages;
import io.dealledger.api.intake.round.IntakeService;
import io.dealledger.api.person.People;
import io.dealledger.api.person.Veil;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.projections.engine.LedgerEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Erases: says so in the ledger first, then destroys. If the process stops in between, the next start finishes it. */
final class Erasure {
    private static final String STREAM = "company/person";

    private final LedgerStore ledger;
    private final IntakeService intake;
    private final People people;
    private final Veil veil;
    private final List<RawMessages> raw;

    Erasure(LedgerStore ledger, IntakeService intake, People people, Veil veil, List<RawMessages> raw) {
        this.ledger = ledger;
        this.intake = intake;
        this.people = people;
        this.veil = veil;
        this.raw = raw;
    }

    /**
     * What was erased.
     *
     * @param person      the pseudonym that events and numbers go on naming
     * @param quarantined entries whose contents were destroyed too, because the name was in them
     * @param rawMessages messages of connectors whose bodies were destroyed
     */
    record Erased(String person, Instant erasedAt, List<String> quarantined, int rawMessages) {}

    /** @return null if the ledger knows nobody of this name */
    @Nullable
    Erased erase(String name, String basis, String by) {
        String pseudonym = veil.known(name);
        if (pseudonym == null) {
            return null;
        }
        var erased = new ArrayList<String>();
        if (!name.startsWith(Veil.ENTRY)) {
            for (String entry : people.namesBeginning(Veil.ENTRY)) {
                if (mentions(entry, name)) {
                    erase(Objects.requireNonNull(veil.known(entry)), entry, basis, by);
                    erased.add(entry.substring(Veil.ENTRY.length()));
                }
            }
        }
        int messages = raw.stream().mapToInt(each -> each.forget(name)).sum();
        Instant at = erase(pseudonym, name, basis, by);
        return new Erased(pseudonym, at, List.copyOf(erased), messages);
    }

    /** @param by may be the person themselves; then their name is not in the event either, once it is carried out */
    private Instant erase(String pseudonym, String name, String basis, String by) {
        String eraser = by.equals(name) ? pseudonym : Objects.requireNonNull(veil.name(by));
        Instant recordedAt = intake.file(now -> new FileEvents.Filing(STREAM,
                new PersonErased(pseudonym, basis, eraser, now), false));
        people.erase(pseudonym);
        return recordedAt;
    }

    private boolean mentions(String entry, String name) {
        for (LedgerEntry each : ledger.stream("quarantine/" + entry.substring(Veil.ENTRY.length()))) {
            String base64 = each.event() instanceof FactQuarantined quarantined ? veil.open(quarantined.raw()) : null;
            if (base64 != null && new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8)
                    .contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** Finishes what was said and not done. */
    void finish() {
        for (LedgerEntry each : ledger.stream(STREAM)) {
            if (each.event() instanceof PersonErased(var pseudonym, _, _, _)) {
                people.erase(pseudonym);
            }
        }
    }
}
