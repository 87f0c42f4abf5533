package io.dealledger.api.connector.impartner;

import io.dealledger.api.connector.transport.Sweep;
import io.dealledger.api.connector.transport.VendorRefusedException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ids of one kind of object. Asked for after the last one and never by offset: an object that goes would hide another. */
record ImpartnerSweep(String entity) implements Sweep {
    private static final int PAGE = 1_000;
    private static final int NOT_FOUND = 404;

    @Override
    public String request(@Nullable Long after) {
        return "/api/objects/v1/" + entity + "?fields=Id&orderby=Id&skip=0&take=" + PAGE + (after == null
                ? ""
                : "&filter=" + URLEncoder.encode("Id > " + after, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    @Override
    public Page page(@Nullable Long after, Map<?, ?> answer) {
        ImpartnerFeed.Rows rows = ImpartnerFeed.rows(entity, answer);
        var ids = new ArrayList<Long>();
        long last = after == null ? Long.MIN_VALUE : after;
        for (Object row : rows.results()) {
            Long id = id(row);
            if (id == null || id <= last) {
                throw new VendorRefusedException(0, "object " + entity + " lists id " + id + " after " + last
                        + ", where ascending ids were asked for");
            }
            ids.add(id);
            last = id;
        }
        // the size of a page is the vendor's to change: only the total tells the end
        boolean more = rows.count() == null
                ? ids.size() == PAGE
                : ids.size() < rows.count().longValueExact();
        if (more && ids.isEmpty()) {
            throw new VendorRefusedException(0, "object " + entity + " says that there are more and lists none");
        }
        return new Page(List.copyOf(ids), more);
    }

    @Override
    public String request(long id) {
        return "/api/objects/v1/" + entity + "/" + id;
    }

    @Override
    public boolean isGone(long id, Map<?, ?> answer) {
        Object data = answer.get("data");
        if (Boolean.TRUE.equals(answer.get("success")) && Long.valueOf(id).equals(id(data))) {
            return false;
        }
        if (Boolean.FALSE.equals(answer.get("success")) && answer.get("errors") instanceof List<?> errors
                && errors.stream().anyMatch(error -> error instanceof Map<?, ?> members
                        && members.get("httpStatus") instanceof BigDecimal status && status.intValue() == NOT_FOUND)) {
            return true;
        }
        throw new VendorRefusedException(0, "object " + entity + " answers something else than " + entity + " " + id);
    }

    /** Null where a row has no whole number as its id. */
    static @Nullable Long id(@Nullable Object row) {
        return row instanceof Map<?, ?> members && members.get("id") instanceof BigDecimal id && id.scale() <= 0
                && id.precision() <= 18
                        ? (Long) id.longValueExact()
                        : null;
    }
}
