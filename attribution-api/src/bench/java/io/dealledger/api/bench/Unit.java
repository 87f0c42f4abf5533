package io.dealledger.api.bench;

import io.dealledger.api.store.LedgerStore.NewKey;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;

/**
 * What one command would append: the same for every engine.
 *
 * @param keys one per event; only ours keeps them, which is part of what it is measured with
 */
record Unit(List<DomainEventMessage<?>> events, List<NewKey> keys) {}
