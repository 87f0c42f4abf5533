package io.dealledger.api.connector;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What must be asked of a vendor before its messages can be read, because they do not say enough. Pure. */
public interface Lookup {
    /**
     * @param label of the answer, which is stored and read like any other message
     * @param json  body of a question that is posted; null where there is none
     */
    record Question(String label, String path, @Nullable String json) {}

    /** Whether a message that was sent is no more than a reason to ask: nobody can tell who sent it. */
    default boolean aloneIsBelieved() {
        return false;
    }

    /** Label of the vendor's word that there is none, where that says something; null where the message stands without. */
    default @Nullable String gone(Question question) {
        return null;
    }

    /**
     * Asked again with the answers among the messages, until there are no new questions.
     *
     * @param known state of a record; null where nothing is known of it
     */
    List<Question> questions(List<Message> messages,
            Function<RecordKey, @Nullable Map<String, @Nullable Object>> known);
}
