package io.dealledger.api.connector.hubspot;

import io.dealledger.api.connector.Lookup;
import io.dealledger.api.connector.Message;
import io.dealledger.api.connector.RecordKey;
import io.dealledger.api.connector.hubspot.DealEvent.Kind;
import io.dealledger.api.connector.hubspot.DealEvent.Stage;
import io.dealledger.json.CanonicalJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A webhook tells one property of a deal. The whole deal is asked for, with its history, where nobody has told of its
 * creation, where it is closed, and where two values of one millisecond cannot be ordered; its companies' labels where a
 * company came without one; the pipelines where a stage is unknown. Many deals are one question.
 */
final class HubSpotLookup implements Lookup {
    private static final int AT_ONCE = 100;
    private static final List<String> WITH_HISTORY = List.of("dealstage", "amount", "hubspot_owner_id",
            "deal_currency_code", "closedate");
    private static final List<String> PROPERTIES = List.of("dealname", "dealstage", "pipeline", "amount",
            "deal_currency_code", "closedate", "hubspot_owner_id", "dealtype", "createdate", "closed_lost_reason");

    private final Portal portal;
    private final HubSpotConnector connector;

    HubSpotLookup(Portal portal) {
        this.portal = portal;
        this.connector = new HubSpotConnector(portal);
    }

    @Override
    public List<Question> questions(List<Message> messages,
            Function<RecordKey, @Nullable Map<String, @Nullable Object>> known) {
        var told = new LinkedHashMap<String, List<DealEvent>>();
        messages.forEach(message -> connector.tell(message).stream().filter(Told.OfDeal.class::isInstance)
                .map(Told.OfDeal.class::cast)
                .forEach(deal -> told.computeIfAbsent(deal.deal(), _ -> new ArrayList<>()).addAll(deal.events())));
        StageCatalogue catalogue = StageCatalogue.of(portal, known.apply(StageCatalogue.KEY));
        var deals = new ArrayList<String>();
        var labels = new LinkedHashSet<String>();
        var companies = new LinkedHashSet<String>();
        told.forEach((deal, news) -> {
            DealEvents before = DealEvents.ofJson(known.apply(new RecordKey(HubSpotConnector.DEAL, deal)));
            if (needsReading(before, news, catalogue)) {
                deals.add(deal);
            }
            if (news.stream().anyMatch(event -> event.kind() == Kind.ASSOCIATED)) {
                labels.add(deal);
            }
            news.stream().filter(event -> event.kind() == Kind.ASSOCIATED || event.kind() == Kind.LINKED)
                    .map(DealEvent::name).filter(company -> known.apply(new RecordKey(HubSpotConnector.COMPANY,
                            company)) == null)
                    .forEach(companies::add);
        });
        boolean stages = told.values().stream().flatMap(List::stream).anyMatch(event -> event.isStage()
                && event.value() != null && catalogue.meaning(event.value()) == null);
        return Stream.of(stages
                ? Stream.of(new Question("api:pipelines", "/crm/v3/pipelines/deals", null))
                : Stream.<Question>empty(), batches(deals), labels.stream().map(HubSpotLookup::labels),
                companies(companies)).flatMap(questions -> questions).toList();
    }

    private static boolean needsReading(DealEvents before, List<DealEvent> news, StageCatalogue catalogue) {
        boolean isRead = news.stream().anyMatch(event -> event.order() > 0 || event.kind() == Kind.CURRENT);
        if (isRead) {
            return false;
        }
        boolean closes = news.stream().anyMatch(event -> event.isStage() && event.value() != null
                && catalogue.meaning(event.value()) instanceof Stage stage && stage != Stage.OPEN
                && stage != Stage.QUALIFIED);
        DealEvents now = before.with(news);
        boolean unknown = before.created() == null && now.events().stream().noneMatch(event -> event.order() > 0);
        return unknown || closes || isTied(now.events());
    }

    private static boolean isTied(List<DealEvent> events) {
        return events.stream().anyMatch(event -> event.kind() == Kind.PROPERTY && event.order() == 0
                && events.stream().anyMatch(other -> other != event && other.kind() == Kind.PROPERTY
                        && other.at() == event.at() && other.name().equals(event.name())));
    }

    private Stream<Question> batches(List<String> deals) {
        var questions = new ArrayList<Question>();
        var own = portal.fields().values().stream().filter(field -> !field.isEmpty()).sorted().toList();
        for (int from = 0; from < deals.size(); from += AT_ONCE) {
            List<String> batch = deals.subList(from, Math.min(from + AT_ONCE, deals.size()));
            questions.add(new Question("api:deals", "/crm/v3/objects/deals/batch/read", CanonicalJson.write(Map.of(
                    "properties", joined(PROPERTIES, own), "propertiesWithHistory", joined(WITH_HISTORY, own),
                    "inputs", batch.stream().map(id -> Map.of("id", id)).toList()))));
        }
        return questions.stream();
    }

    private static Stream<Question> companies(Set<String> companies) {
        return companies.stream().map(company -> new Question(HubSpotConnector.COMPANIES,
                "/crm/v3/objects/companies/" + company + "?properties=name,domain", null));
    }

    private static Question labels(String deal) {
        return new Question(HubSpotConnector.ASSOCIATIONS + deal,
                "/crm/v4/objects/deals/" + deal + "/associations/companies?limit=500", null);
    }

    private static List<String> joined(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }
}
