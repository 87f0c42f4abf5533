package io.dealledger.attribution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One test of the rules, in the order in which it was made.
 *
 * @param rule    the rule's number and name in the precedence, e.g. {@code 2 qualifying_registration}
 * @param subject what was tested, e.g. a registration id; null where the rule tests the deal itself
 * @param code    the result, e.g. {@code eligible} or {@code recorded_after_lock}
 * @param passed  whether the test let the rule fire for this subject
 * @param facts   ids of the facts that it relied on, in ledger order
 * @param words   the same for a person, with the values compared
 */
public record TraceStep(String rule, @Nullable String subject, String code, boolean passed, List<String> facts,
        String words) {}
