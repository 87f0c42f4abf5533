package io.dealledger.api.json;

/** The bytes are not JSON as we accept it. The message says where and what is wrong. */
public class UnreadableJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final String reason;

    UnreadableJsonException(int line, int column, String reason) {
        super("line " + line + ", column " + column + ": " + reason);
        this.line = line;
        this.column = column;
        this.reason = reason;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** From 1, in characters. */
    public int column() {
        return column;
    }

    /** What is wrong there, for a person. */
    public String reason() {
        return reason;
    }
}
