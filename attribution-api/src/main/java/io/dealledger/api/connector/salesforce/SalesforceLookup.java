package io.dealledger.api.connector.salesforce;

import io.dealledger.api.connector.Lookup;
import io.dealledger.api.connector.Message;
import io.dealledger.api.connector.RecordKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What changes leave out is read from the org: a record of which something was missed, or that is changed and was never
 * told of as a whole; the partners of an opportunity whose account changed, because the CRM then empties their list and
 * tells nobody; the stages where one is unknown; and of an object all that was changed since something was missed of it.
 *
 * @param version of the REST API, e.g. {@code v66.0}
 */
record SalesforceLookup(Org org, String version) implements Lookup {
    /** Label of an answer; what follows is the opportunity. */
    static final String PARTNERS = "api:partners:";
    /** As many as a query for all fields may ask for. */
    static final int AT_ONCE = 200;
    /** A large transaction began some time before it is said to be too large. */
    private static final Duration MARGIN = Duration.ofMinutes(15);
    /** The same of the answer that there is no such record; what follows is its object and its id. */
    static final String GONE = "api:gone:";
    private static final String RECORD = "api:record";
    private static final String SOBJECTS = "/sobjects/";
    private static final String STAGES = "api:stages";

    @Override
    public List<Question> questions(List<Message> messages,
            Function<RecordKey, @Nullable Map<String, @Nullable Object>> known) {
        var questions = new LinkedHashSet<Question>();
        Stages stages = Stages.of(org, known.apply(Stages.KEY));
        for (Message message : messages) {
            boolean answered = message.label().startsWith("api:");
            for (Part part : PartsReader.read(org, message)) {
                switch (part) {
                    case Part.Changed(var change, _, _) -> ask(change, answered, stages, known, questions);
                    case Part.Page(var missed, String last, _, _) when last != null ->
                        questions.add(all(message.label(), missed.at(), last));
                    case Part.Page _,Part.Gone _,Part.Catalogue _,Part.Partners _,Part.Lost _,Part.Published _,Part.Unwanted _,Part.UnreadField _,Part.Unreadable _ -> {
                        // leaves nothing open that could be asked
                    }
                }
            }
        }
        return List.copyOf(questions);
    }

    @Override
    public @Nullable String gone(Question question) {
        return question.label().equals(RECORD)
                ? GONE + question.path().substring(question.path().indexOf(SOBJECTS) + SOBJECTS.length())
                : null;
    }

    private void ask(ChangeReader.Change change, boolean answered, Stages stages,
            Function<RecordKey, @Nullable Map<String, @Nullable Object>> known, Set<Question> questions) {
        String entity = change.entity();
        if (entity.equals("Opportunity") && stages.isUnclear(change.event())) {
            questions.add(
                    new Question(STAGES, query("query", "SELECT ApiName, MasterLabel, IsActive, IsClosed, IsWon FROM "
                            + Stages.OBJECT), null));
        }
        if (answered || change.origin().contains("client=" + org.client())) {
            return;
        }
        if (change.namesNoRecord()) {
            Missed missed = Missed.of(org, entity, Missed.ANY, change.event());
            questions.add(all(missed.label(entity), missed.at(), null));
        }
        for (String record : change.records()) {
            Changes before = Changes.ofJson(known.apply(new RecordKey(entity, record)));
            boolean missed = change.event().type().isGap() && !before.closed().contains(change.event().key());
            boolean unknown = change.event().type() == ChangeEvent.Type.UPDATE && !before.isWhole();
            if (missed || unknown) {
                questions.add(new Question(RECORD, "/services/data/" + version + SOBJECTS + entity + "/" + record,
                        null));
            }
            if (entity.equals("Opportunity") && change.event().type() == ChangeEvent.Type.UPDATE
                    && change.event().touches("AccountId")) {
                questions.add(new Question(PARTNERS + record, query("query",
                        "SELECT Id, OpportunityId, AccountToId, Role, IsPrimary FROM " + PartnerRows.OBJECT
                                + " WHERE OpportunityId = '" + record + "'"),
                        null));
            }
        }
    }

    /** By a query that names no field that an org may not have. */
    private Question all(String label, Instant missedAt, @Nullable String last) {
        String entity = label.substring(Missed.LABEL.length(), label.indexOf('|'));
        return new Question(label, query("queryAll", "SELECT FIELDS(ALL) FROM " + entity + " WHERE SystemModstamp >= "
                + missedAt.minus(MARGIN) + (last == null ? "" : " AND Id > '" + last + "'") + " ORDER BY Id LIMIT "
                + AT_ONCE), null);
    }

    private String query(String how, String soql) {
        return "/services/data/" + version + "/" + how + "?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8);
    }
}
