package io.dealledger.api.connector.transport;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of everything that a vendor has of one kind, in ascending order, page by page after the last one: no row moves
 * while it is read. What was there and is not any more is told by nothing else. Pure.
 */
public interface Sweep {
    /**
     * What to ask next.
     *
     * @param after the last number of the page before; null for the first page
     * @return path and query
     */
    String request(@Nullable Long after);

    /**
     * What an answer lists.
     *
     * @throws VendorRefusedException if it is no list, or not in order after that number
     */
    Page page(@Nullable Long after, Map<?, ?> answer);

    /** What to ask about one of them that is not listed. @return path */
    String request(long id);

    /**
     * Whether an answer says that there is none; where it is none at all ({@code 404}), nobody asks here.
     *
     * @throws VendorRefusedException if it is about something else
     */
    boolean isGone(long id, Map<?, ?> answer);

    /** @param more whether there are others after these */
    record Page(List<Long> ids, boolean more) {}
}
