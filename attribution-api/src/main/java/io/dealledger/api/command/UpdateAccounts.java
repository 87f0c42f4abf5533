package io.dealledger.api.command;

import io.dealledger.attribution.Policies;
import io.dealledger.fact.Anchor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts facts into accounts, all or none.
 *
 * @param directory  which accounts ids belong to, from now on
 * @param recordedAt of this round
 * @param cause      why decisions are looked at where no fact arrives; else null
 */
public record UpdateAccounts(List<AccountUpdate> updates, Map<Anchor, String> directory, Policies policies,
        Instant recordedAt, @Nullable String cause) {}
