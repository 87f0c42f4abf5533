package io.dealledger.api.connector.hubspot;

import io.dealledger.api.connector.Connector;
import io.dealledger.api.connector.Entry;
import io.dealledger.api.connector.Message;
import io.dealledger.api.connector.RecordKey;
import io.dealledger.api.json.JsonTree;
import io.dealledger.api.json.UnreadableJsonException;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads webhooks, answers of the CRM API and exports. One action of a person comes as several events, often in several
 * messages: what came close together of one deal is read as one.
 */
final class HubSpotConnector implements Connector {
    static final String DEAL = "deal";
    static final String COMPANY = "company";
    /** Labels of the API's answers: what was asked for, with the deal whose companies these are. */
    static final String COMPANIES = "api:companies";
    static final String ASSOCIATIONS = "api:associations:";
    private static final String IMPORT = "import";

    private final Portal portal;

    HubSpotConnector(Portal portal) {
        this.portal = portal;
    }

    @Override
    public String name() {
        return portal.speaker().connector();
    }

    @Override
    public String source() {
        return portal.speaker().source();
    }

    @Override
    public String label(String feed, boolean file) {
        return file ? IMPORT : feed.equals("companies") ? COMPANIES : "webhook";
    }

    @Override
    public boolean answersFirst() {
        return true;
    }

    @Override
    public List<Entry> read(Message message) {
        return read(List.of(message));
    }

    @Override
    public List<Entry> read(List<Message> messages) {
        var entries = new ArrayList<Entry>();
        var deals = new LinkedHashMap<String, List<Told.OfDeal>>();
        for (Message message : messages) {
            for (Told told : tell(message, entries)) {
                switch (told) {
                    case Told.Nothing(var unknown) -> {
                        entries.add(new Entry.NoStream());
                        if (unknown != null) {
                            entries.add(new Entry.Unread(message, unknown, 1));
                        }
                    }
                    case Told.Column(var unknown, int rows) ->
                        entries.add(new Entry.Unread(message, unknown, rows));
                    case Told.Unreadable(var record, var problem, var raw) ->
                        entries.add(new Entry.Unreadable(DEAL, record, List.of(problem), bytes(raw)));
                    case Told.OfDeal deal -> deals.computeIfAbsent(deal.deal(), _ -> new ArrayList<>()).add(deal);
                    case Told.OfCompany(var company, var at, var values, var raw) ->
                        entries.add(new Entry.Change(new RecordKey(COMPANY, company), bytes(raw),
                                new CompanyChange(portal, company, at, values)));
                }
            }
        }
        deals.forEach((deal, told) -> entries.add(new Entry.Change(new RecordKey(DEAL, deal),
                List.of(StageCatalogue.KEY), bytes(told.stream().map(Told.OfDeal::raw).toList()),
                new DealChange(portal, deal, told.stream().flatMap(each -> each.events().stream()).toList()))));
        return entries;
    }

    /** What a message tells of deals and companies. */
    List<Told> tell(Message message) {
        return tell(message, new ArrayList<>());
    }

    /** @param entries takes what is neither of a deal nor of a company */
    private List<Told> tell(Message message, List<Entry> entries) {
        if (message.label().equals(IMPORT) && !isJson(message.body())) {
            return new DealExport(portal).read(message.body());
        }
        Object tree;
        try {
            tree = JsonTree.parse(message.body());
        } catch (UnreadableJsonException e) {
            entries.add(new Entry.Unreadable(null, null, List.of(new Problem("(document)",
                    "not JSON: " + e.getMessage(), "events as a JSON array")), message.body()));
            return List.of();
        }
        return switch (tree) {
            case List<?> events -> events.stream().flatMap(event -> Webhook.read(portal, event).stream()).toList();
            case Map<?, ?> answer when StageCatalogue.isCatalogue(answer) -> {
                // first of all: stages of the same messages may be known by it only
                entries.addFirst(StageCatalogue.entry(portal, answer, message.body()));
                yield List.of();
            }
            case Map<?, ?> answer -> new ApiAnswer(portal, message.receivedAt()).read(answer, dealOf(message),
                    message.label().equals(COMPANIES));
            case null, default -> List.of(new Told.Unreadable(null, new Problem("(document)",
                    CanonicalJson.write(tree), "events as a JSON array"), String.valueOf(tree)));
        };
    }

    private static @Nullable String dealOf(Message message) {
        return message.label().startsWith(ASSOCIATIONS) ? message.label().substring(ASSOCIATIONS.length()) : null;
    }

    private static boolean isJson(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, 100), StandardCharsets.UTF_8).strip();
        return text.startsWith("{") || text.startsWith("[");
    }

    private static byte[] bytes(Object raw) {
        return CanonicalJson.write(raw).getBytes(StandardCharsets.UTF_8);
    }
}
