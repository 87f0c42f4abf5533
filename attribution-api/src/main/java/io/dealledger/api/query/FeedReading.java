package io.dealledger.api.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.dealledger.account.StoredFact;
import io.dealledger.fact.RecordedFact;
import io.dealledger.feed.Completeness;
import io.dealledger.feed.FeedRecord;
import io.dealledger.json.RecordJson;
import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.feed.FeedView;
import io.dealledger.projections.share.ShareView;
import java.time.ZoneId;
import java.util.List;
import org.springframework.stereotype.Component;

/** What is known to be missing, as of a moment. The same whatever is asked: a source's own totals have no definition. */
@Component
class FeedReading {
    private static final int REMEMBERED = 16;

    private final Views views;
    /** A number is asked for with its verdict and its publication, and all of them ask this. A moment's answer stays. */
    private final Cache<AsOf, Read> recent = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    FeedReading(Views views) {
        this.views = views;
    }

    /** @param said what the completeness follows from */
    record Read(FeedRecord said, Completeness completeness) {}

    Completeness at(AsOf asOf) {
        return read(asOf).completeness();
    }

    /** Of all that is folded now. */
    Completeness now() {
        return at(views.ask(FeedView.VIEW, new Views.When(null, null), (_, moment) -> moment.asOf()));
    }

    /** Days of a period begin in the zone that is reported in. */
    Read read(AsOf asOf) {
        Read known = recent.getIfPresent(asOf);
        if (known != null) {
            return known;
        }
        ZoneId zone = views.at(ShareView.VIEW, asOf, (sql, _) -> ShareView.standard(sql, asOf)).zone();
        Read read = views.at(FeedView.VIEW, asOf, (sql, _) -> {
            List<RecordedFact> facts = FeedView.said(sql, asOf).stream().map(FeedReading::fact).toList();
            FeedRecord said = FeedRecord.of(facts, zone);
            return new Read(said, said.against(FeedView.counted(sql, asOf, said.totals())));
        });
        recent.put(asOf, read);
        return read;
    }

    private static RecordedFact fact(FeedView.Said said) {
        StoredFact stored = RecordJson.readStored(StoredFact.class, Stored.read(said.fact()));
        return new RecordedFact(stored.statement(), stored.recordedAt(), said.position());
    }
}
