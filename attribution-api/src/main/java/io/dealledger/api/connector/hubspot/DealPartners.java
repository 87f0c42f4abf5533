package io.dealledger.api.connector.hubspot;

import io.dealledger.api.connector.hubspot.DealEvent.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who is tagged as a deal's partner: by a label, as a company known as a partner, by a property. One tag, however many say it. */
final class DealPartners {
    private static final String BY_PROPERTY = "property";

    private final Portal portal;
    /** What speaks for each, the first one tagged first. */
    private final Map<String, Set<String>> evidence = new LinkedHashMap<>();

    DealPartners(Portal portal) {
        this.portal = portal;
    }

    /** The ledger's id of the one that was tagged first of those that are; null where none is. */
    @Nullable
    String current() {
        return evidence.keySet().stream().findFirst().map(portal::partner).orElse(null);
    }

    List<Said> add(Moment moment, String deal) {
        var before = Set.copyOf(evidence.keySet());
        var who = new LinkedHashMap<String, @Nullable String>();
        moment.all(Kind.ASSOCIATED).filter(this::isPartner).forEach(event -> {
            evidence.computeIfAbsent(event.name(), _ -> new LinkedHashSet<>()).add("label:" + event.value());
            who.putIfAbsent(event.name(), event.who());
        });
        moment.all(Kind.DISSOCIATED).forEach(event -> remove(event, who));
        DealEvent property = moment.property(portal.field("partner"));
        if (property != null) {
            List.copyOf(evidence.keySet()).forEach(company -> take(company, Set.of(BY_PROPERTY)));
            who.putIfAbsent(String.valueOf(property.value()), property.who());
            if (property.value() != null) {
                evidence.computeIfAbsent(property.value(), _ -> new LinkedHashSet<>()).add(BY_PROPERTY);
            }
        }
        var said = new ArrayList<Said>();
        before.stream().filter(company -> !evidence.containsKey(company)).sorted().forEach(company -> said.add(
                tag(moment, deal, "opportunity.partner_untagged", company, who.get(company))));
        evidence.keySet().stream().filter(company -> !before.contains(company)).forEach(company -> said.add(
                tag(moment, deal, "opportunity.partner_tagged", company, who.get(company))));
        return said;
    }

    /** Without its association a company has no label there either. */
    private void remove(DealEvent event, Map<String, @Nullable String> who) {
        Set<String> known = evidence.getOrDefault(event.name(), Set.of());
        String label = "label:" + event.value();
        take(event.name(), DealEvent.PLAIN.equals(event.value())
                ? known.stream().filter(each -> !each.equals(BY_PROPERTY)).collect(Collectors.toSet())
                : Set.of(label));
        who.putIfAbsent(event.name(), event.who());
    }

    private void take(String company, Set<String> gone) {
        evidence.computeIfPresent(company, (_, left) -> {
            left.removeAll(gone);
            return left.isEmpty() ? null : left;
        });
    }

    private boolean isPartner(DealEvent event) {
        return portal.partnerLabels().contains(String.valueOf(event.value())) || portal.isPartner(event.name());
    }

    private Said tag(Moment moment, String deal, String kind, String company, @Nullable String who) {
        return Said.of("deal:" + deal, kind, moment.at(), who).with("opportunity_id", deal).with("partner_id",
                portal.partner(company));
    }
}
