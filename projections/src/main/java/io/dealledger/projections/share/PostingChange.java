package io.dealledger.projections.share;

import static java.util.Objects.requireNonNullElse;

import io.dealledger.attribution.Decision;
import io.dealledger.attribution.Tag;
import io.dealledger.money.FxRates;
import io.dealledger.projections.share.ShareBatch.Decided;
import io.dealledger.projections.share.Standing.Counted;
import io.dealledger.share.Basis;
import io.dealledger.share.Definition;
import io.dealledger.share.Posting;
import io.dealledger.share.Scope;
import io.dealledger.share.Week;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What changes in the postings and in the weekly sums: worked out in memory, written at once. */
final class PostingChange {
    private final Definition terms;
    private final List<Ended> ended = new ArrayList<>();
    private final List<Ended> shortLived = new ArrayList<>();
    private final List<Standing> begun = new ArrayList<>();
    private final Map<Key, Standing> recounted = new LinkedHashMap<>();
    private final Map<WeekKey, Sum> weeks = new HashMap<>();

    /** @param to position of the decision that took it back */
    record Ended(Standing posting, long to) {}

    record WeekKey(Scope scope, LocalDate firstDay, String segment, Tag tag) {}

    record Sum(long postings, BigDecimal net, BigDecimal gross) {
        Sum plus(Sum other) {
            return new Sum(postings + other.postings, net.add(other.net), gross.add(other.gross));
        }
    }

    private record Key(String opportunityId, String id, long from) {
        static Key of(Standing standing) {
            return new Key(standing.posting().opportunityId(), standing.posting().id(), standing.from());
        }
    }

    /** @param terms calendar, zone and currency of the weekly sums */
    PostingChange(Definition terms) {
        this.terms = terms;
    }

    /** @param stored what stands of the deals decided, as it is in the database */
    void apply(List<Decided> decisions, Collection<Standing> stored) {
        var standing = new HashMap<String, List<Standing>>();
        stored.forEach(row -> standing.computeIfAbsent(row.posting().opportunityId(), _ -> new ArrayList<>()).add(row));
        var fresh = new HashMap<Key, Standing>();
        for (Decided decided : decisions) {
            List<Standing> before = requireNonNullElse(
                    standing.get(decided.decision().deal().opportunityId()), List.of());
            List<Standing> after = new ArrayList<>();
            for (Standing wanted : postings(decided)) {
                Standing kept = before.stream().filter(row -> row.says(wanted)).findFirst().orElse(wanted);
                after.add(kept);
                if (kept == wanted) {
                    fresh.put(Key.of(wanted), wanted);
                }
            }
            for (Standing row : before) {
                if (!after.contains(row)) {
                    (fresh.remove(Key.of(row)) == null ? ended : shortLived).add(new Ended(row, decided.position()));
                }
            }
            standing.put(decided.decision().deal().opportunityId(), after);
        }
        begun.addAll(fresh.values());
    }

    /** Postings in the database whose counted amounts may have changed. */
    void recount(Collection<Standing> stored) {
        stored.forEach(row -> recounted.put(Key.of(row), row));
        ended.forEach(row -> recounted.remove(Key.of(row.posting())));
    }

    /** The currencies that rates are needed for. */
    Set<Currency> currencies() {
        return Stream.concat(begun.stream(), recounted.values().stream()).map(row -> row.posting().currency())
                .collect(Collectors.toSet());
    }

    /** Converts what is new or may have changed, and works out what that does to the weeks. */
    void count(FxRates rates) {
        ended.forEach(row -> add(row.posting(), row.posting().counted(), -1));
        begun.replaceAll(row -> {
            Counted counted = counted(row, rates);
            add(row, counted, 1);
            return row.countedAs(counted);
        });
        recounted.replaceAll((_, row) -> {
            Counted counted = counted(row, rates);
            add(row, row.counted(), -1);
            add(row, counted, 1);
            return row.countedAs(counted);
        });
    }

    /** Rows in the database that no longer stand. */
    List<Ended> ended() {
        return ended;
    }

    /** Rows that began and ended inside this batch: kept, because an as-of may fall between. */
    List<Ended> shortLived() {
        return shortLived;
    }

    /** New rows that stand. */
    List<Standing> begun() {
        return begun;
    }

    /** Rows in the database with what is counted of them now. */
    Collection<Standing> recounted() {
        return recounted.values();
    }

    /** What is added to each weekly sum; may be negative. */
    Map<WeekKey, Sum> weeks() {
        return weeks;
    }

    private List<Standing> postings(Decided decided) {
        Decision decision = decided.decision();
        var postings = new ArrayList<Standing>();
        for (Scope scope : Scope.values()) {
            for (Posting posting : scope.postings(decision, Standing.UNSTATED)) {
                postings.add(new Standing(scope, cut(posting), decided.position(), null));
            }
        }
        return postings;
    }

    /** To what the database holds, so that a posting read back equals the one written. */
    private static Posting cut(Posting posting) {
        return new Posting(posting.id(), posting.opportunityId(), posting.accountId(), posting.kind(),
                posting.at().truncatedTo(ChronoUnit.MICROS), posting.tag(), posting.net(), posting.gross(),
                posting.currency(), posting.fxDate(), posting.dealType(), posting.segment(), posting.region(),
                posting.ownerAe());
    }

    private @Nullable Counted counted(Standing row, FxRates rates) {
        Posting posting = Standing.inCurrency(row.scope(), row.posting(), terms.currency());
        BigDecimal net = rates.convert(posting.amount(Basis.VENDOR_NET), posting.currency(), terms.currency(),
                posting.fxDate());
        BigDecimal gross = rates.convert(posting.amount(Basis.CUSTOMER_GROSS), posting.currency(), terms.currency(),
                posting.fxDate());
        return net == null || gross == null ? null : new Counted(net, gross);
    }

    private void add(Standing row, @Nullable Counted counted, int sign) {
        if (counted == null) {
            return;
        }
        Week week = Objects.requireNonNull(terms.weekOf(row.posting()), "ISO weeks have no end");
        var key = new WeekKey(row.scope(), week.firstDay(), requireNonNullElse(row.posting().segment(), ""),
                row.posting().tag());
        BigDecimal signum = BigDecimal.valueOf(sign);
        weeks.merge(key, new Sum(sign, counted.net().multiply(signum), counted.gross().multiply(signum)), Sum::plus);
    }
}
