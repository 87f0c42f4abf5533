package io.dealledger.api.intake;

import io.dealledger.fact.FactKinds;
import io.dealledger.json.CanonicalJson;
import io.dealledger.json.NearWords;
import io.dealledger.json.Problem;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code type} of a CloudEvent that carries a fact: {@code attribution.<kind>.v1}. */
final class FactTypes {
    private static final Pattern TYPE = Pattern.compile("attribution\\.(.+)\\.v1");
    private static final int NEAR = 3;

    private FactTypes() {}

    static String of(String kind) {
        return "attribution." + kind + ".v1";
    }

    /** The kind that a type names, or null where no such kind exists. */
    static @Nullable String kind(String type) {
        Matcher matcher = TYPE.matcher(type);
        return matcher.matches() && FactKinds.typeOf(matcher.group(1)) != null ? matcher.group(1) : null;
    }

    static Problem unknown(String type) {
        String kind = type.toLowerCase(Locale.ROOT).replaceFirst("^attribution\\.", "").replaceFirst("\\.v\\d+$", "");
        List<String> near = NearWords.of(kind, FactKinds.all(), NEAR);
        String accepted = near.isEmpty()
                ? "attribution.<kind>.v1, where <kind> is one of " + String.join(", ", FactKinds.all())
                : "perhaps " + of(near.getFirst()) + " is meant";
        return new Problem("type", CanonicalJson.write(type), accepted);
    }
}
