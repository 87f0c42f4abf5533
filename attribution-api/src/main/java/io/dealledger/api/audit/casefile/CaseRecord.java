package io.dealledger.api.audit.casefile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dealledger.account.EventJson;
import io.dealledger.account.FactAccepted;
import io.dealledger.account.FactFiled;
import io.dealledger.account.FactFollowed;
import io.dealledger.account.FactPlaced;
import io.dealledger.account.LedgerEvent;
import io.dealledger.account.StoredFact;
import io.dealledger.api.json.JsonTree;
import io.dealledger.api.json.UnreadableJsonException;
import io.dealledger.api.person.Disclosure;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Rfc3339;
import io.dealledger.projections.seal.LedgerRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as sealed, read again.
 *
 * @param sequence place in its stream
 */
record CaseRecord(LedgerRecord sealed, String stream, long sequence, LedgerEvent event) {
    static final String POLICIES = "company/policies";
    private static final String ACCOUNT = "account/";

    /** @throws FaultFoundException if these are not the bytes of a record */
    static CaseRecord parse(byte[] line, String where) {
        try {
            Map<String, @Nullable Object> members = JsonTree.parseObject(line);
            if (!Arrays.equals(CanonicalJson.write(members).getBytes(UTF_8), line)) {
                throw new FaultFoundException(where + " is not written as the ledger writes it (canonical JSON)");
            }
            String type = text(members, "type");
            Instant recordedAt = Rfc3339.parse(text(members, "recorded_at"));
            if (recordedAt == null) {
                throw new FaultFoundException(where + " has no readable recorded_at");
            }
            return new CaseRecord(new LedgerRecord(number(members, "position"), recordedAt, type, line),
                    text(members, "stream"), number(members, "sequence"),
                    EventJson.read(type, object(members.get("payload"))));
        } catch (IllegalArgumentException | ArithmeticException | UnreadableJsonException e) {
            throw new FaultFoundException(where + " is not an event of the ledger: " + e.getMessage());
        }
    }

    /** The same with names in the place of pseudonyms, for people to read; what is decided again is decided without. */
    CaseRecord opened(Disclosure people) {
        Map<String, @Nullable Object> members = JsonTree.parseObject(people.open(sealed.bytes()));
        return new CaseRecord(sealed, stream, sequence,
                EventJson.read(sealed.type(), object(members.get("payload"))));
    }

    private static String text(Map<String, @Nullable Object> members, String name) {
        return members.get(name) instanceof String text ? text : missing(name);
    }

    private static long number(Map<String, @Nullable Object> members, String name) {
        return members.get(name) instanceof BigDecimal number
                ? number.longValueExact()
                : Long.parseLong(missing(name));
    }

    private static String missing(String name) {
        throw new IllegalArgumentException("it has no " + name);
    }

    @SuppressWarnings("unchecked") // a JSON object has text keys
    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new IllegalArgumentException("its payload is not an object");
    }

    long position() {
        return sealed.position();
    }

    Instant recordedAt() {
        return sealed.recordedAt();
    }

    /** Of which account the event is; null if of none. */
    @Nullable
    String accountId() {
        return stream.startsWith(ACCOUNT) ? stream.substring(ACCOUNT.length()) : null;
    }

    /** Whether a case has all of its stream: of the company's, but for its policies, it has what concerns it. */
    boolean isOfWholeStream() {
        return !stream.startsWith("company/") || stream.equals(POLICIES);
    }

    static String streamOf(String accountId) {
        return ACCOUNT + accountId;
    }

    /** The fact that it brings; null if none. */
    @Nullable
    StoredFact fact() {
        return switch (event) {
            case FactAccepted accepted -> accepted.fact();
            case FactPlaced placed -> placed.fact();
            case FactFollowed followed -> followed.fact();
            case FactFiled filed -> filed.fact();
            default -> null;
        };
    }

    /** Where the ledger first stored the fact. */
    long factPosition() {
        return switch (event) {
            case FactPlaced placed -> placed.parkedPosition();
            case FactFollowed followed when followed.originalPosition() != null -> followed.originalPosition();
            default -> position();
        };
    }
}
