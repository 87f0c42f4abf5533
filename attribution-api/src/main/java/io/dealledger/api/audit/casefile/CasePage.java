package io.dealledger.api.audit.casefile;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A case for a person to read and print. Loads nothing from anywhere. */
final class CasePage {
    private static final String STYLE = """
            body{font:15px/1.45 system-ui,sans-serif;max-width:68rem;margin:2rem auto;padding:0 1rem;color:#111}
            h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #999}
            table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;\
            border-bottom:1px solid #ddd;overflow-wrap:anywhere}th{background:#f2f2f2}
            .answer{font-size:1.15rem}code{font-size:.85rem;overflow-wrap:anywhere}
            @media print{body{margin:0;max-width:none;font-size:11px}h2{break-after:avoid}tr{break-inside:avoid}}""";

    private final StringBuilder out = new StringBuilder();

    private CasePage() {}

    /** @param content of {@link CaseContent} */
    static String of(CaseSubject subject, Map<String, @Nullable Object> content) {
        return new CasePage().page(subject, content);
    }

    private String page(CaseSubject subject, Map<String, @Nullable Object> content) {
        Map<?, ?> row = map(content.get("decision_in_force"));
        Map<?, ?> decision = map(row.get("decision"));
        Map<?, ?> deal = map(decision.get("deal"));
        Map<?, ?> ledger = map(content.get("ledger"));
        out.append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Case file: ")
                .append(text(subject.name())).append("</title>\n<style>\n").append(STYLE).append("\n</style>\n<h1>")
                .append("Case file: ").append(text(subject.name())).append("</h1>\n<p class=\"answer\">")
                .append(text(deal.get("opportunity_id"))).append(" is <strong>").append(text(decision.get("tag")))
                .append("</strong>").append(names(" by ", decision.get("sourced_by")))
                .append(names(", influenced by ", decision.get("influenced_by"))).append(", under policy ")
                .append(text(decision.get("policy"))).append(", decided at ").append(text(row.get("recorded_at")))
                .append(" (revision ").append(text(row.get("revision"))).append(").</p>\n<p>Everything below follows ")
                .append("from the events in <code>events.ndjson</code>, each proven to be in the ledger <code>")
                .append(text(ledger.get("origin"))).append("</code> of ").append(text(ledger.get("size")))
                .append(" events with the root <code>").append(text(ledger.get("root")))
                .append("</code>. <code>verify</code> checks all of it without asking anybody.</p>\n");
        table("Why: the tests of the rules in their order", decision.get("trace"), "rule", "subject", "passed", "code",
                "words", "facts");
        table("What each side's reading would give", content.get("readings"), "reading", "policy", "tag", "sourced_by",
                "influenced_by", "credit", "currency");
        table("Money: the deal's part of each week, by decision", content.get("money"), "since", "revision", "causes",
                "postings", "credit");
        if (content.containsKey("pay")) {
            table("Pay: what sellers were credited and paid for the deal", content.get("pay"), "occurred_at", "kind",
                    "seller", "amount", "currency", "fact", "position");
            table("Label: each publication of its weeks, and the share under each reading", content.get("label"),
                    "week",
                    "definition", "label", "reading", "sourced_moved", "week_share", "week_share_then",
                    "half_year_share", "half_year_share_then", "crosses_half");
        }
        table("What was known when", content.get("knowledge"), "moment", "at", "facts_known", "tag_believed",
                "sourced_by");
        Map<?, ?> misses = map(content.get("near_misses"));
        table("Near misses: tests that failed", misses.get("tests_failed"), "rule", "subject", "code", "words",
                "facts");
        table("Near misses: recorded after the lock", misses.get("recorded_after_lock"), "fact", "kind", "occurred_at",
                "recorded_at");
        table("Near misses: not counted in", misses.get("quarantined"), "position", "recorded_at", "reason", "source",
                "id", "problems");
        if (misses.containsKey("gaps")) {
            table("Near misses: what feeds say they missed meanwhile", misses.get("gaps"), "feed", "from", "to",
                    "recorded_at", "fact", "position");
        }
        table("Who had which part", content.get("roles"), "person", "parts", "facts", "more_than_one_part");
        table("Policies", content.get("policies"), "version", "governs", "effective_from", "recorded_at",
                "approved_by", "changed_rules", "position");
        table("Every decision, the oldest first", content.get("decisions"), "position", "recorded_at", "revision",
                "causes", "tag", "sourced_by");
        table("Every fact of the account, by business time", content.get("facts"), "occurred_at", "recorded_at", "kind",
                "source", "id", "data", "position", "followed_from", "raw_sha256");
        table("Streams, whole up to the checkpoint", content.get("streams"), "stream", "events", "last_position");
        return out.append("</html>\n").toString();
    }

    private void table(String title, @Nullable Object rows, String... columns) {
        out.append("<h2>").append(text(title)).append("</h2>\n");
        if (!(rows instanceof List<?> list) || list.isEmpty()) {
            out.append("<p>None.</p>\n");
            return;
        }
        out.append("<table>\n<tr>");
        for (String column : columns) {
            out.append("<th>").append(text(column.replace('_', ' '))).append("</th>");
        }
        out.append("</tr>\n");
        for (Object row : list) {
            out.append("<tr>");
            for (String column : columns) {
                out.append("<td>").append(text(cell(map(row), column))).append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</table>\n");
    }

    /** A decision's members stand one level down. */
    private static @Nullable Object cell(Map<?, ?> row, String column) {
        return row.containsKey(column) || !(row.get("decision") instanceof Map<?, ?> decision)
                ? row.get(column)
                : decision.get(column);
    }

    private static String names(String before, @Nullable Object list) {
        return list instanceof List<?> names && !names.isEmpty() ? before + text(names) : "";
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String text(@Nullable Object value) {
        return plain(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static String plain(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Boolean yes -> yes ? "yes" : "no";
            case List<?> list -> list.stream().map(CasePage::plain)
                    .collect(Collectors.joining(list.stream().anyMatch(Map.class::isInstance) ? "; " : ", "));
            case Map<?, ?> members -> members.entrySet().stream()
                    .sorted(Comparator.comparing(member -> String.valueOf(member.getKey())))
                    .map(member -> String.valueOf(member.getKey()).replace('_', ' ') + ": " + plain(member.getValue()))
                    .collect(Collectors.joining(", "));
            default -> value.toString();
        };
    }
}
