package io.dealledger.api.connector.hubspot;

import io.dealledger.api.connector.hubspot.DealEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A deal's moments. What is known without a time has its place here: a property's value at the creation, unless something
 * tells when it was set; a company where the deal was first linked with it.
 *
 * @param created null where nobody has told
 */
record Timeline(@Nullable Long created, List<Moment> moments, @Nullable String firstCompany,
        @Nullable String firstType) {
    static Timeline of(List<DealEvent> events) {
        Long created = events.stream().filter(event -> event.kind() == Kind.CREATED).map(DealEvent::at).findFirst()
                .orElse(null);
        List<DealEvent> dated = events.stream().flatMap(event -> dated(event, created, events))
                .sorted(DealEvent.IN_ORDER).toList();
        var moments = new TreeMap<Long, List<DealEvent>>();
        for (DealEvent event : dated) {
            long at = created != null && event.at() < created ? created : event.at();
            moments.computeIfAbsent(at, _ -> new ArrayList<>()).add(event);
        }
        return new Timeline(created,
                moments.entrySet().stream().map(each -> new Moment(each.getKey(), each.getValue())).toList(),
                dated.stream().filter(event -> event.kind() == Kind.ASSOCIATED
                        && DealEvent.PRIMARY.equals(event.value())).map(DealEvent::name).findFirst().orElse(null),
                dated.stream().filter(event -> event.kind() == Kind.PROPERTY && event.name().equals("dealtype")
                        && event.value() != null).map(DealEvent::value).findFirst().orElse(null));
    }

    private static Stream<DealEvent> dated(DealEvent event, @Nullable Long created, List<DealEvent> all) {
        return switch (event.kind()) {
            case CURRENT -> all.stream().anyMatch(other -> other.kind() == Kind.PROPERTY
                    && other.name().equals(event.name()))
                            ? Stream.empty()
                            : Stream.of(event.as(Kind.PROPERTY,
                                    event.at()));
            case LINKED -> {
                long linked = all.stream().filter(other -> other.kind() == Kind.ASSOCIATED
                        && other.name().equals(event.name())).mapToLong(DealEvent::at).min().orElse(
                                created != null && DealEvent.PRIMARY.equals(event.value()) ? created : event.at());
                yield Stream.of(event.as(Kind.ASSOCIATED, linked));
            }
            case CREATED, RESTORED, PROPERTY, ASSOCIATED, DISSOCIATED, MERGED, DELETED -> Stream.of(event);
        };
    }
}
