package io.dealledger.api.query;

import io.dealledger.api.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page of a list begins. Carries the position that the first page was answered as of, so that the pages
 * of one list fit together while the ledger goes on. For callers it is opaque.
 *
 * @param list     which list it belongs to
 * @param position as of which the list is answered
 * @param after    the key of the last row shown
 */
record Cursor(String list, long position, List<String> after) {
    private static final String SEPARATOR = "\u001f";

    String text() {
        String joined = list + SEPARATOR + position + SEPARATOR + String.join(SEPARATOR, after);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(joined.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param keys how many parts a key of this list has
     * @return null where the parameter is absent
     */
    static @Nullable Cursor parse(@Nullable String text, String list, int keys) {
        if (text == null) {
            return null;
        }
        try {
            String joined = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            List<String> parts = Arrays.asList(joined.split(SEPARATOR, -1));
            if (parts.size() == keys + 2 && parts.getFirst().equals(list)) {
                return new Cursor(list, Long.parseLong(parts.get(1)), parts.subList(2, parts.size()));
            }
        } catch (IllegalArgumentException _) {
            // neither base64 nor a number: not ours
        }
        throw ProblemException.badParameter("cursor", text, "the next_cursor of the page before, of the same list");
    }

    long number(int key) {
        try {
            return Long.parseLong(after.get(key));
        } catch (NumberFormatException e) {
            throw ProblemException.badParameter("cursor", text(), "the next_cursor of the page before");
        }
    }
}
