package io.dealledger.api.connector.salesforce;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a record stood, as it was read, exported or pushed: a field that is there without a value is empty, and one that is
 * not there is not known.
 *
 * @param entity the object's API name
 * @param values by the field's API name: numbers of money, booleans of flags, else texts
 * @param seenAt when the record stood so, unless it says that itself
 * @param readAgain whether it was asked for, so that nothing that happened before can be missing
 * @param raw    as it came
 */
record Row(String entity, Map<String, @Nullable Object> values, Instant seenAt, boolean readAgain,
        Object raw) implements Found {
    @Nullable
    String text(String field) {
        return values.get(field) instanceof String text && !text.isBlank() ? text : null;
    }
}
