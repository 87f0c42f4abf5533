package io.dealledger.fact;

import io.dealledger.json.Measure;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A partner was scored before its results, so that production can be held against prestige. {@code prestige} is a score without unit. */
@Kind("partner.profiled")
public record PartnerProfiled(String partnerId, @Measure @Nullable BigDecimal prestige, @Nullable String recruitedFor,
        @Nullable List<String> traits) implements PartnerFact {}
