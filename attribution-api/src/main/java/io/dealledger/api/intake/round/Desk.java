package io.dealledger.api.intake.round;

import io.dealledger.account.FactDiscarded;
import io.dealledger.account.FactQuarantined;
import io.dealledger.account.FactReleased;
import io.dealledger.account.LedgerEvent;
import io.dealledger.api.command.FileEvents;
import io.dealledger.api.intake.Delivery;
import io.dealledger.api.intake.QuarantineDesk;
import io.dealledger.api.intake.Receipt;
import io.dealledger.api.intake.Rereader;
import io.dealledger.api.intake.Rereading;
import io.dealledger.api.person.Veil;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.json.Problem;
import io.dealledger.projections.engine.LedgerEntry;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Carries out what a person decides about a quarantined delivery, in a round like everything else. */
@Component
final class Desk implements QuarantineDesk {
    private static final Delivery.Unread ERASED = new Delivery.Unread("erased", null, null, null,
            List.of(new Problem("raw", "erased", "a delivery about people none of whom has been erased")));

    private final LedgerStore store;
    private final IntakeService intake;
    private final List<Rereader> rereaders;
    private final Veil veil;

    Desk(LedgerStore store, IntakeService intake, List<Rereader> rereaders, Veil veil) {
        this.store = store;
        this.intake = intake;
        this.rereaders = rereaders;
        this.veil = veil;
    }

    @Override
    public Ruling release(String quarantineId, @Nullable String by, @Nullable String reason) {
        List<LedgerEntry> stream = store.stream(Quarantine.stream(quarantineId));
        Refusal before = before(stream);
        if (before != null) {
            return before;
        }
        LedgerEntry entry = stream.getFirst();
        var quarantined = (FactQuarantined) entry.event();
        return switch (reread(quarantined)) {
            case Rereading.One(Delivery delivery) -> release(delivery, quarantined, entry.position(), by, reason);
            case Rereading.Whole whole -> release(whole, quarantined, by, reason);
        };
    }

    @Override
    public Prospect look(String quarantineId) {
        List<LedgerEntry> stream = store.stream(Quarantine.stream(quarantineId));
        Refusal before = before(stream);
        if (before != null) {
            return before;
        }
        var quarantined = (FactQuarantined) stream.getFirst().event();
        Delivery.Unread problem = switch (reread(quarantined)) {
            case Rereading.One(Delivery delivery) ->
                delivery.reading() instanceof Delivery.Unread unread ? unread : null;
            case Rereading.Whole whole -> whole.problem();
        };
        return problem == null ? new Releasable(quarantined.recordedAt()) : new StillUnread(problem);
    }

    private Ruling release(Delivery delivery, FactQuarantined quarantined, long position, @Nullable String by,
            @Nullable String reason) {
        if (delivery.reading() instanceof Delivery.Unread unread) {
            return new StillUnread(unread);
        }
        var item = new Item(delivery, new Item.Release(quarantined.quarantineId(), position, quarantined.recordedAt(),
                quarantined.stands() != null, by, reason), null);
        return new Released(quarantined.recordedAt(), intake.take(List.of(item)));
    }

    /** The release is noted last: stopping before leaves the entry open, and what it says is a duplicate then. */
    private Ruling release(Rereading.Whole whole, FactQuarantined quarantined, @Nullable String by,
            @Nullable String reason) {
        if (whole.problem() != null) {
            return new StillUnread(whole.problem());
        }
        String id = quarantined.quarantineId();
        List<Receipt> receipts = whole.counting().apply(said -> intake
                .take(said.stream().map(each -> new Item(each, null, quarantined.recordedAt())).toList()));
        intake.file(recordedAt -> new FileEvents.Filing(Quarantine.stream(id),
                new FactReleased(id, veil.name(by), veil.words(by, id, reason), recordedAt), false));
        return new Released(quarantined.recordedAt(), receipts);
    }

    @Override
    public Ruling discard(String quarantineId, @Nullable String by, String reason) {
        Refusal before = before(store.stream(Quarantine.stream(quarantineId)));
        if (before != null) {
            return before;
        }
        return new Discarded(intake.file(recordedAt -> new FileEvents.Filing(Quarantine.stream(quarantineId),
                new FactDiscarded(quarantineId, veil.name(by),
                        Objects.requireNonNull(veil.words(by, quarantineId, reason)), recordedAt),
                false)));
    }

    private Rereading reread(FactQuarantined quarantined) {
        String base64 = veil.open(quarantined.raw());
        if (base64 == null) {
            return new Rereading.One(
                    new Delivery(new byte[0], quarantined.contentType(), quarantined.via(), ERASED));
        }
        byte[] raw = Base64.getDecoder().decode(base64);
        for (Rereader rereader : rereaders) {
            if (rereader.reads(quarantined.contentType(), quarantined.via())) {
                return rereader.reread(raw, quarantined.contentType(), quarantined.via());
            }
        }
        throw new IllegalStateException("nothing reads " + quarantined.contentType() + " that came by "
                + quarantined.via() + " again");
    }

    private static @Nullable Refusal before(List<LedgerEntry> stream) {
        if (stream.isEmpty()) {
            return new NeverQuarantined();
        }
        for (LedgerEntry entry : stream) {
            LedgerEvent event = entry.event();
            if (event instanceof FactReleased released) {
                return new RuledBefore("released", released.recordedAt());
            }
            if (event instanceof FactDiscarded discarded) {
                return new RuledBefore("discarded", discarded.recordedAt());
            }
        }
        return null;
    }
}
