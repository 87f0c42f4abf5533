package io.dealledger.api.query;

import io.dealledger.api.json.JsonTree;
import io.dealledger.api.json.UnreadableJsonException;
import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.problem.ProblemType;
import io.dealledger.attribution.Policies;
import io.dealledger.attribution.Policy;
import io.dealledger.attribution.PolicyReader;
import io.dealledger.json.Problem;
import io.dealledger.json.RecordJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants decided again.
 *
 * @param policy     a version that the ledger knows; else {@code rules}
 * @param rules      a policy document, as in {@code policy.published}; it need not be known to anybody
 * @param from       first week whose money is compared; null: that of the first amount
 * @param to         last week; null: the last one that had ended
 * @param definition what is counted and how; null: as the policy in force reports
 * @param asOf       what was known when; null: now
 * @param after      opportunity id after which the list of deals goes on
 * @param limit      deals listed at most; the sums are always of all
 */
record ReplayRequest(@Nullable String policy, @Nullable Map<String, @Nullable Object> rules, @Nullable String from,
        @Nullable String to, @Nullable String definition, @Nullable String asOf, @Nullable String after,
        @Nullable Integer limit) {
    private static final String POSTED = "posted";

    /** @throws ProblemException naming every member that is not as it must be */
    static ReplayRequest read(byte[] body) {
        Map<String, @Nullable Object> tree;
        try {
            tree = JsonTree.parseObject(body);
        } catch (UnreadableJsonException e) {
            throw new ProblemException(ProblemType.BAD_PARAMETER, "the body is no JSON object: " + e.getMessage(), null,
                    null, "{\"policy\": \"v2\"} or {\"rules\": {…}}");
        }
        var problems = new ArrayList<Problem>();
        ReplayRequest request = RecordJson.readExactly(ReplayRequest.class, tree, "body", problems);
        if (request == null || !problems.isEmpty()) {
            throw refusal(problems);
        }
        if ((request.policy() == null) == (request.rules() == null)) {
            throw new ProblemException(ProblemType.BAD_PARAMETER, "a replay is under one policy", "policy",
                    request.policy(), "either policy, a version that the ledger knows, or rules, a policy document");
        }
        return request;
    }

    /** @param known at the moment asked about */
    Policy under(Policies known) {
        if (rules == null) {
            return KnownPolicies.whatIf(known, String.valueOf(policy));
        }
        return switch (PolicyReader.read(POSTED, rules)) {
            case PolicyReader.Readable(Policy read) -> read;
            case PolicyReader.Unreadable(var problems) -> throw refusal(problems);
        };
    }

    private static ProblemException refusal(List<Problem> problems) {
        Problem first = problems.getFirst();
        return new ProblemException(ProblemType.BAD_PARAMETER,
                problems.stream().map(Problem::sentence).collect(Collectors.joining("; ")), first.member(),
                first.value(), first.accepted());
    }
}
