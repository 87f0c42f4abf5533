package io.dealledger.api.audit.casefile;

import io.dealledger.account.Account;
import io.dealledger.account.AttributionDecided;
import io.dealledger.account.FactFiled;
import io.dealledger.account.LedgerEvent;
import io.dealledger.account.SharePublished;
import io.dealledger.api.query.Parameters;
import io.dealledger.api.query.ReplayComparison;
import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Policies;
import io.dealledger.attribution.Policy;
import io.dealledger.attribution.PolicyReader;
import io.dealledger.fact.FxRatePublished;
import io.dealledger.fact.PolicyPublished;
import io.dealledger.fact.RecordedFact;
import io.dealledger.json.Problem;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.reporting.ReportingTable;
import io.dealledger.share.Definition;
import io.dealledger.share.Posting;
import io.dealledger.share.PublishedRates;
import io.dealledger.share.ShareSeries;
import io.dealledger.share.Totals;
import io.dealledger.share.Week;
import io.dealledger.tlog.Checkpoint;
import io.dealledger.tlog.NoteKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides a whole ledger again under another policy, from its events alone: neither its program nor its database is asked. */
public final class LedgerReplay {
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, NavigableMap<Long, AttributionDecided>> decided = new TreeMap<>();
    private final List<RecordedFact> publications = new ArrayList<>();
    private final List<RecordedFact> rates = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> published = new ArrayList<>();
    private Instant last = Instant.EPOCH;

    private LedgerReplay() {}

    /**
     * What is asked.
     *
     * @param ledger     folder of an export, or address
     * @param trusted    public keys that were given by another way
     * @param version    of a policy that the ledger holds; null: {@code rules}
     * @param rules      a policy document
     * @param from       first week; null: that of the first amount
     * @param to         last week; null: the last one that had ended
     * @param definition what is counted; null: as the policy in force reports
     */
    public record Request(String ledger, List<NoteKey> trusted, @Nullable String version,
            @Nullable Map<String, @Nullable Object> rules, @Nullable String from, @Nullable String to,
            @Nullable String definition) {}

    /**
     * The answer as a JSON tree: {@code ledger}, {@code replay} as {@code POST /v1/replays} gives it, and {@code published}
     * with each week as it was published.
     *
     * @throws FaultFoundException if the ledger is not what was signed, or a week was published with other sums than those
     *                             that its events give
     */
    public static Map<String, @Nullable Object> run(Request request) throws IOException {
        var replay = new LedgerReplay();
        LedgerSource source = request.ledger().matches("https?://.*")
                ? new LedgerSource.Live(URI.create(request.ledger()))
                : new LedgerSource.Export(Path.of(request.ledger()));
        Checkpoint head = LedgerVerifier.verify(source, request.trusted(), List.of(), (_, _) -> {}, replay::take)
                .head();
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("ledger", Map.of("origin", head.origin(), "size", head.size(), "root", head.root().base64()));
        answer.put("replay", replay.compare(request, new AsOf(head.size() - 1, replay.last)));
        answer.put("published", replay.published);
        return answer;
    }

    private void take(CaseRecord record) {
        last = record.recordedAt();
        switch (record.event()) {
            case AttributionDecided decision -> decided
                    .computeIfAbsent(decision.opportunityId(), _ -> new TreeMap<>()).put(record.position(), decision);
            case FactFiled(_, var fact) -> {
                var recorded = new RecordedFact(fact.statement(), fact.recordedAt(), record.position());
                if (recorded.fact() instanceof PolicyPublished) {
                    publications.add(recorded);
                } else if (recorded.fact() instanceof FxRatePublished) {
                    rates.add(recorded);
                }
            }
            case SharePublished publication -> published.add(recomputed(publication, record.position()));
            default -> {
                // moves no decision by itself
            }
        }
        String id = record.accountId();
        if (id != null && record.event() instanceof LedgerEvent.OfAccount event) {
            accounts.computeIfAbsent(id, Account::new).evolve(event, record.position());
        }
    }

    private List<AttributionDecided> standingAt(long position) {
        var standing = new ArrayList<AttributionDecided>();
        decided.values().forEach(history -> {
            var entry = history.floorEntry(position);
            if (entry != null) {
                standing.add(entry.getValue());
            }
        });
        return standing;
    }

    private static List<Decision> decisions(Collection<AttributionDecided> events) {
        return events.stream().map(AttributionDecided::decision).toList();
    }

    private List<RecordedFact> ratesAt(long position) {
        return rates.stream().filter(rate -> rate.sequence() <= position).toList();
    }

    private Map<String, @Nullable Object> recomputed(SharePublished publication, long position) {
        Definition definition = Definition.parse(publication.definition());
        Week week = definition.calendar().parse(publication.week());
        Totals totals = series(definition, decisions(standingAt(publication.asOfPosition())),
                ratesAt(publication.asOfPosition())).week(week);
        var sums = new LinkedHashMap<String, BigDecimal>();
        sums.put("sourced", totals.sourced());
        sums.put("influenced", totals.influenced());
        sums.put("direct", totals.direct());
        sums.put("total", totals.total());
        sums.forEach((name, sum) -> {
            String sealed = String.valueOf(publication.numbers().get(name));
            if (new BigDecimal(sealed).compareTo(sum) != 0) {
                throw new FaultFoundException(
                        "week " + week + " of " + publication.definition() + ", published at position "
                                + position + ", says " + name + " " + sealed + ", but the events up to "
                                + publication.asOfPosition() + " give " + sum.toPlainString());
            }
        });
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("position", position);
        row.put("week", publication.week());
        row.put("definition", publication.definition());
        row.put("published_at", publication.publishedAt().toString());
        row.put("as_of_position", publication.asOfPosition());
        row.put("numbers", publication.numbers());
        row.put("recomputed", "same");
        return row;
    }

    private static ShareSeries series(Definition definition, List<Decision> decisions, List<RecordedFact> rates) {
        return ShareSeries.of(definition, postings(definition, decisions), PublishedRates.of(rates));
    }

    private static List<Posting> postings(Definition definition, List<Decision> decisions) {
        return decisions.stream()
                .flatMap(each -> definition.scope().postings(each, definition.currency()).stream()).toList();
    }

    private Map<String, @Nullable Object> compare(Request request, AsOf asOf) {
        Policies policies = Redecision.policies(publications);
        Policy under = under(request, policies);
        Definition definition = request.definition() == null
                ? standard(policies.governing(asOf.at()).reporting())
                : Definition.parse(request.definition());
        List<AttributionDecided> standing = standingAt(asOf.position());
        var range = new ReplayComparison.Range(definition, asOf, PublishedRates.of(rates),
                request.to() == null
                        ? ReplayComparison.lastEnded(definition, asOf)
                        : Parameters.week("--to", request.to(), definition.calendar()),
                request.from() == null
                        ? first(definition, decisions(standing))
                        : Parameters.week("--from", request.from(), definition.calendar()));
        return new ReplayComparison(range, decisions(standing), again(standing, policies, under))
                .members(under.version());
    }

    private static Definition standard(Policy.Reporting reporting) {
        return ReportingTable.terms(reporting.currency(), reporting.zone());
    }

    private static @Nullable Week first(Definition definition, List<Decision> decisions) {
        return postings(definition, decisions).stream().map(definition::weekOf).filter(Objects::nonNull)
                .map(Objects::requireNonNull).min(Week::compareTo).orElse(null);
    }

    /** Each deal in the account where its decision stands. */
    private List<Decision> again(List<AttributionDecided> standing, Policies policies, Policy under) {
        Map<String, String> homes = standing.stream()
                .collect(Collectors.toMap(AttributionDecided::opportunityId, AttributionDecided::accountId));
        var again = new ArrayList<Decision>();
        homes.values().stream().distinct().sorted().forEach(home -> Redecision
                .decide(Objects.requireNonNull(accounts.get(home)), policies, under).stream()
                .filter(decision -> home.equals(homes.get(decision.deal().opportunityId()))).forEach(again::add));
        return again;
    }

    private static Policy under(Request request, Policies policies) {
        if (request.rules() != null) {
            return switch (PolicyReader.read("posted", request.rules())) {
                case PolicyReader.Readable(Policy read) -> read;
                case PolicyReader.Unreadable(var problems) -> throw new IllegalArgumentException(
                        problems.stream().map(Problem::sentence).collect(Collectors.joining("; ")));
            };
        }
        Policy known = policies.version(String.valueOf(request.version()));
        if (known == null) {
            throw new IllegalArgumentException("the ledger holds no policy " + request.version());
        }
        return known;
    }
}
