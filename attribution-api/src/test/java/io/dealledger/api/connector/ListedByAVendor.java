package io.dealledger.api.connector;

import io.dealledger.api.connector.crossbeam.CrossbeamVendor;
import io.dealledger.api.connector.impartner.ImpartnerVendor;
import io.dealledger.api.connector.partnerstack.PartnerStackVendor;
import io.dealledger.api.json.JsonTree;
import io.dealledger.json.CanonicalJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lists as their vendors page them: so many rows made of one of a fixture's, each a record of its own. */
enum ListedByAVendor {
    DEALS(new PartnerStackVendor(), "api:deals", "partnerstack/24-deals-list-page.json", "deal_exampleAAAA0001") {
        @Override
        byte @Nullable [] page(URI asked, int size, List<Map<?, ?>> rows) {
            return afterKey(asked, size, rows);
        }
    },
    PARTNERSHIPS(new PartnerStackVendor(), "api:partnerships", "partnerstack/21-partnerships-list.json",
            "part_example0001", "examplereseller1") {
        @Override
        byte @Nullable [] page(URI asked, int size, List<Map<?, ?>> rows) {
            return afterKey(asked, size, rows);
        }
    },
    OBJECTS(new ImpartnerVendor(), "Deal", "impartner/04-deal-approved-and-second-partner-submitted.json", "7001") {
        @Override
        byte @Nullable [] page(URI asked, int size, List<Map<?, ?>> rows) {
            Matcher one = ONE.matcher(asked.getPath());
            if (one.find()) {
                return rows.stream().filter(row -> one.group(1).equals(String.valueOf(row.get("id")))).findFirst()
                        .map(row -> json(Map.of("success", true, "data", row))).orElse(null);
            }
            String after = parameter(asked, "filter=Id%20%3E%20(\\d+)");
            List<Map<?, ?>> filtered = rows.stream().filter(row -> after == null
                    || Long.parseLong(String.valueOf(row.get("id"))) > Long.parseLong(after)).toList();
            int skip = Integer.parseInt(Objects.requireNonNull(parameter(asked, "skip=(\\d+)")));
            return json(Map.of("success", true, "data", Map.of("entity", "Deal", "count", filtered.size(),
                    "results", part(filtered, skip, size))));
        }
    },
    OVERLAPS(new CrossbeamVendor(), "api:overlaps/accounts",
            "crossbeam/06-overlaps-accounts-two-partners-same-account.json", "2e21e6bb-7c41-54d4-97f6-5fd81a87d73b") {
        @Override
        byte @Nullable [] page(URI asked, int size, List<Map<?, ?>> rows) {
            return behindBookmark(asked, size, rows);
        }
    },
    SIGNALS(new CrossbeamVendor(), "api:signals/accounts", "crossbeam/11-signals-accounts-backfill-after-missed-webhook"
            + ".json", "2bd74d3b-163f-50c2-9e66-03c03470c34f") {
        @Override
        byte @Nullable [] page(URI asked, int size, List<Map<?, ?>> rows) {
            return behindBookmark(asked, size, rows);
        }
    };

    private static final Pattern ONE = Pattern.compile("/Deal/(\\d+)$");

    private final Vendor vendor;
    private final String feed;
    private final String fixture;
    private final List<String> ids;

    ListedByAVendor(Vendor vendor, String feed, String fixture, String... ids) {
        this.vendor = vendor;
        this.feed = feed;
        this.fixture = fixture;
        this.ids = List.of(ids);
    }

    /** Null where there is no such thing. @param size of the page, which is the vendor's to choose */
    abstract byte @Nullable [] page(URI asked, int size, List<Map<?, ?>> rows);

    Vendor vendor() {
        return vendor;
    }

    String feed() {
        return feed;
    }

    /** In the order of their ids, and none like another. */
    List<Map<?, ?>> rows(int count) {
        Map<?, ?> document = JsonTree.parseObject(TestConnectors.read(fixture));
        Object data = Objects.requireNonNull(document.get("data"));
        List<?> listed = (List<?>) Objects.requireNonNull(data instanceof Map<?, ?> members
                ? members.containsKey("items") ? members.get("items") : members.get("results")
                : data);
        String row = CanonicalJson.write(listed.getFirst());
        return IntStream.range(0, count).mapToObj(i -> row(row, 101 + i))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private Map<?, ?> row(String row, int number) {
        String own = row;
        for (String id : ids) {
            own = own.replace(id, id.substring(0, id.length() - 3) + number);
        }
        return JsonTree.parseObject(own.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] afterKey(URI asked, int size, List<Map<?, ?>> rows) {
        String after = parameter(asked, "starting_after=([^&]+)");
        int from = after == null ? 0 : indexOf(rows, "key", after) + 1;
        return json(Map.of("data", Map.of("has_more", from + size < rows.size(), "items", part(rows, from, size))));
    }

    private static byte[] behindBookmark(URI asked, int size, List<Map<?, ?>> rows) {
        String cursor = parameter(asked, "cursor=(\\d+)");
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        List<Map<?, ?>> page = part(rows, from, size);
        return json(Map.of("data", page, "pagination", Map.of("has_more", from + size < rows.size(), "next_href",
                asked.getPath() + "?limit=25&cursor=" + (from + page.size()))));
    }

    private static int indexOf(List<Map<?, ?>> rows, String member, String value) {
        return IntStream.range(0, rows.size()).filter(i -> value.equals(rows.get(i).get(member))).findFirst()
                .orElseThrow();
    }

    private static List<Map<?, ?>> part(List<Map<?, ?>> rows, int from, int size) {
        return rows.subList(Math.min(from, rows.size()), Math.min(from + size, rows.size()));
    }

    private static @Nullable String parameter(URI asked, String pattern) {
        Matcher found = Pattern.compile("[?&]" + pattern).matcher(asked.toString());
        return found.find() ? found.group(1) : null;
    }

    private static byte[] json(Map<String, Object> answer) {
        return CanonicalJson.write(answer).getBytes(StandardCharsets.UTF_8);
    }
}
