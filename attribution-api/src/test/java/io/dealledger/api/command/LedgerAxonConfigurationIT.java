package io.dealledger.api.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealledger.account.FactDiscarded;
import io.dealledger.account.LedgerEvent;
import io.dealledger.api.cli.AttributionApplication;
import io.dealledger.api.store.DuplicateKeyException;
import io.dealledger.api.store.LedgerMetaData;
import io.dealledger.api.store.LedgerStartException;
import io.dealledger.api.store.LedgerStore;
import io.dealledger.api.store.TestPostgres;
import io.dealledger.fact.Anchor;
import io.dealledger.json.CanonicalJson;
import io.dealledger.projections.engine.LedgerEntry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.SimpleEventBus;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The real program on its embedded database, with an aggregate of the test. */
class LedgerAxonConfigurationIT {
    private static final Instant MARCH_30 = Instant.parse("2026-03-30T10:00:00.000001Z");

    @TempDir
    private Path data;

    @Test
    void aCommandIsDurableWithItsCompanionsWhenItReturnsAndSurvivesARestart() {
        try (var program = startEmbedded()) {
            CommandGateway commands = program.getBean(CommandGateway.class);
            commands.sendAndWait(command("note/ACME", "one", MARCH_30));
            commands.sendAndWait(command("note/ACME", "two", MARCH_30.plusSeconds(1)));
            assertThatThrownBy(() -> commands.sendAndWait(command("note/ACME", "two", MARCH_30.plusSeconds(2))))
                    .isInstanceOf(DuplicateKeyException.class);
        }
        try (var program = startEmbedded()) {
            LedgerStore ledger = program.getBean(LedgerStore.class);
            assertThat(ledger.read(-1, 10)).containsExactly(
                    new LedgerEntry(0, MARCH_30, "note/ACME", 0, event("one", 0)),
                    new LedgerEntry(1, MARCH_30, "company/notes", 0, event("one", 0)),
                    new LedgerEntry(2, MARCH_30.plusSeconds(1), "note/ACME", 1, event("two", 1)),
                    new LedgerEntry(3, MARCH_30.plusSeconds(1), "company/notes", 1, event("two", 1)));
            assertThat(ledger.accounts(List.of(Anchor.opportunity("two")))).containsValue("ACME");
        }
    }

    @Test
    void refusesToRunOnAnEventBusThatStoresNothing() {
        assertThatThrownBy(() -> startOnGivenDatabase(ForgetfulBus.class)).rootCause()
                .isInstanceOf(LedgerStartException.class)
                .hasMessageContaining("EventBus").hasMessageContaining("SimpleEventBus");
    }

    @Test
    void refusesToRunAStockEventProcessor() {
        assertThatThrownBy(() -> startOnGivenDatabase(StockHandler.class)).rootCause()
                .hasMessageContaining("event handlers of the processing group");
    }

    private ConfigurableApplicationContext startEmbedded() {
        return start(Note.class, "--ledger.data=" + data);
    }

    private static ConfigurableApplicationContext startOnGivenDatabase(Class<?> extra) {
        return start(extra, "--spring.datasource.url=" + TestPostgres.newDatabase());
    }

    private static ConfigurableApplicationContext start(Class<?> extra, String database) {
        return new SpringApplicationBuilder(AttributionApplication.class, extra).run(database, "--server.port=0",
                "--ledger.seal.sign=false");
    }

    private static GenericCommandMessage<TakeNote> command(String id, String text, Instant recordedAt) {
        return new GenericCommandMessage<>(new TakeNote(id, text), Map.of(LedgerMetaData.RECORDED_AT, recordedAt));
    }

    private static LedgerEvent event(String text, int taken) {
        return new FactDiscarded(text, null, "note " + taken, MARCH_30);
    }

    record TakeNote(@TargetAggregateIdentifier String id, String text) {}

    /** Counts notes, so that a lost or repeated event shows in the next one. */
    @Aggregate(type = "note")
    static class Note {
        @AggregateIdentifier
        private @Nullable String id;
        private int taken;

        @CommandHandler
        @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
        void handle(TakeNote command, EventBus bus) {
            id = command.id();
            var key = new LedgerStore.NewKey(new LedgerStore.IdempotencyKey("test", command.text()),
                    CanonicalJson.sha256(command.text()), 0);
            CurrentUnitOfWork.get().resources().put(LedgerStore.Companions.RESOURCE, new LedgerStore.Companions(
                    List.of(key), Map.of(Anchor.opportunity(command.text()), "ACME")));
            LedgerEvent event = event(command.text(), taken);
            AggregateLifecycle.apply(event);
            bus.publish(new GenericEventMessage<>(event, Map.of(LedgerMetaData.STREAM, "company/notes")));
        }

        @EventSourcingHandler
        void on(FactDiscarded event, @SourceId String noteId) {
            if (id == null) { // loaded, not just created
                id = noteId;
            }
            taken++;
        }
    }

    static class ForgetfulBus {
        @Bean
        @Primary
        SimpleEventBus forgetfulBus() {
            return SimpleEventBus.builder().build();
        }
    }

    static class StockHandler {
        @EventHandler
        void on(FactDiscarded event) {
            throw new IllegalStateException("handled " + event);
        }
    }
}
