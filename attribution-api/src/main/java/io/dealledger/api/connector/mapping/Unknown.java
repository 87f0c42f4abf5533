package io.dealledger.api.connector.mapping;

/**
 * Something of a message that means nothing to its reader.
 *
 * @param place a pointer into the record or, of the message itself, after {@code envelope:}; of a table the heading
 * @param word  what stands there; empty of a {@link Kind#FIELD}, whose value nobody looked at
 */
public record Unknown(Kind kind, String place, String word) {
    /** An unknown what. */
    public enum Kind {
        /** A kind of message or record that nothing wants. */
        EVENT_TYPE,
        /** A member or a column that nothing reads. */
        FIELD,
        /** A value of a list of words that is not on the list. */
        WORD
    }

    public static Unknown field(String place) {
        return new Unknown(Kind.FIELD, place, "");
    }
}
