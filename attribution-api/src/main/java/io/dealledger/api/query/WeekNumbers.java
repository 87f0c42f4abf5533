package io.dealledger.api.query;

import io.dealledger.api.problem.ProblemException;
import io.dealledger.api.query.ShareAnswer.Bounds;
import io.dealledger.api.query.ShareAnswer.Completeness;
import io.dealledger.api.query.ShareAnswer.Disputed;
import io.dealledger.api.query.ShareAnswer.WeekRow;
import io.dealledger.api.query.ShareAnswer.Window;
import io.dealledger.json.RecordJson;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.share.ShareReading;
import io.dealledger.projections.share.ShareView;
import io.dealledger.projections.waiting.WaitingView;
import io.dealledger.share.Definition;
import io.dealledger.share.Scope;
import io.dealledger.share.Week;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A week's numbers as they stand, to be published. */
@Component
public final class WeekNumbers {
    private static final int HALF_YEAR = 26;

    private final Views views;
    private final VerdictReading verdicts;
    private final KnownPolicies policies;
    private final FeedReading feeds;

    WeekNumbers(Views views, VerdictReading verdicts, KnownPolicies policies, FeedReading feeds) {
        this.views = views;
        this.verdicts = verdicts;
        this.policies = policies;
        this.feeds = feeds;
    }

    /**
     * What a publication seals. Stored for ever: add a component, never rename or reshape one.
     *
     * @param policy        version in force at that moment; each deal was decided under the one it was created under
     * @param share         left out where the sums have no honest ratio
     * @param disputeBounds how far open claims could move the week's share; left out if none was open
     */
    record Sealed(String currency, String policy, String sourced, String influenced, String direct, String total,
            @Nullable String share, @Nullable Bounds disputeBounds, @Nullable Window r13, @Nullable Window r26,
            List<Disputed> disputed, Completeness completeness, @Nullable Label verdict) {}

    /**
     * The honest label of the week; new revenue only, and only where the calendar reaches back two quarters.
     *
     * @param wording     the only way in which it may be worded
     * @param failedGates those that did not pass
     * @param unknown     what nobody had measured
     */
    record Label(String label, String wording, List<String> failedGates, List<String> unknown) {}

    /** What is reported unless asked otherwise, as of this moment. */
    public Definition standard(AsOf asOf) {
        return views.at(ShareView.VIEW, asOf, (sql, _) -> ShareView.standard(sql, asOf));
    }

    /** Reads a definition's id. @throws ProblemException if it is not one */
    public static Definition definition(String id) {
        try {
            return Definition.parse(id);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badParameter("definition", id, String.valueOf(e.getMessage()));
        }
    }

    /** Reads a week's label. @throws ProblemException if the definition's calendar has no such week */
    public static Week week(String label, Definition definition) {
        return Parameters.week("week", label, definition.calendar());
    }

    /** The members of {@code share.published.numbers}. */
    public Map<String, @Nullable Object> of(Definition definition, Week week, AsOf asOf) {
        Week first = ShareShown.reachable(definition.calendar(), week, HALF_YEAR).getFirst();
        ShareReading reading = views.at(ShareView.VIEW, asOf, (sql, moment) -> ShareView.read(sql, definition, asOf,
                moment.reflected(), first, week, null));
        WaitingView.Counts waiting = views.at(WaitingView.VIEW, asOf, (sql, _) -> WaitingView.counts(sql, asOf));
        var shown = new ShareShown(reading, null, List.of(week), asOf, null, Map.of(), feeds.at(asOf));
        ShareAnswer answer = shown.json(waiting);
        WeekRow row = answer.weekly().getFirst();
        return RecordJson.write(new Sealed(answer.currency(), policies.at(asOf).governing(asOf.at()).version(),
                row.sourced(), row.influenced(), row.direct(), row.total(), row.share(), shown.bounds(week, 1),
                answer.rolling().r13(), answer.rolling().r26(), answer.disputed(), answer.completeness(),
                label(definition, week, asOf)));
    }

    private @Nullable Label label(Definition definition, Week week, AsOf asOf) {
        if (definition.scope() != Scope.NEW_REVENUE
                || ShareShown.reachable(definition.calendar(), week, HALF_YEAR).size() < HALF_YEAR) {
            return null;
        }
        var judged = VerdictAnswer.of(verdicts.judge(definition, week, asOf));
        return new Label(judged.label(), judged.wording(), judged.failedGates(), judged.unknown());
    }
}
