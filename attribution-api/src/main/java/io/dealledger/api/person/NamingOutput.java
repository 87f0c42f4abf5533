package io.dealledger.api.person;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.dealledger.api.person.Tokens.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;

/** Passes JSON or CSV on, with names in the place of pseudonyms. */
final class NamingOutput extends OutputStream {
    private static final byte[] PERSON = Person.PREFIX.getBytes(UTF_8);
    private static final byte[] SEALED = SealedWords.PREFIX.getBytes(UTF_8);
    private static final int NONE = -1;

    private final OutputStream out;
    private final Tokens tokens;
    private final BooleanSupplier csv;
    /** What may be, or is, the beginning of a token. */
    private final ByteArrayOutputStream candidate = new ByteArrayOutputStream();
    /** Goes on when a call ends: byte by byte it costs more than all else that is done for an answer. */
    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    /** The last byte before it, which goes with it where it is a quote; and the one before that, which is gone. */
    private int held = NONE;
    private int gone = NONE;

    NamingOutput(OutputStream out, Tokens tokens, BooleanSupplier csv) {
        this.out = out;
        this.tokens = tokens;
        this.csv = csv;
    }

    @Override
    public void write(int b) throws IOException {
        take((byte) b);
        passOn();
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int end = from + length;
        int i = from;
        while (i < end) {
            int plain = candidate.size() > 0 ? i : plainUntil(bytes, i, end);
            if (plain > i) {
                pass(bytes, i, plain);
                i = plain;
            } else {
                take(bytes[i++]);
            }
        }
        passOn();
    }

    /** Up to where no token begins. */
    private static int plainUntil(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && !mayBegin(bytes, i, end)) {
            i++;
        }
        return i;
    }

    /** Two bytes of a beginning are looked at: one stands in every other word. */
    private static boolean mayBegin(byte[] bytes, int at, int end) {
        byte second = at + 1 < end ? bytes[at + 1] : NONE;
        return bytes[at] == PERSON[0] && (second == PERSON[1] || second == NONE)
                || bytes[at] == SEALED[0] && (second == SEALED[1] || second == NONE);
    }

    private void take(byte next) {
        int size = candidate.size();
        if (size < PERSON.length) {
            if (begins(next, size)) {
                candidate.write(next);
            } else {
                byte[] other = candidate.toByteArray();
                candidate.reset();
                for (int i = 0; i < other.length; i++) {
                    if (i == 0) {
                        pass(other[i]);
                    } else {
                        take(other[i]); // a token may begin inside of what was none
                    }
                }
                if (other.length > 0) {
                    take(next);
                } else {
                    pass(next);
                }
            }
        } else if (isOfToken(next)) {
            candidate.write(next);
        } else {
            replace(next);
        }
    }

    private boolean begins(byte next, int size) {
        byte[] prefix = (size == 0 ? next : candidate.toByteArray()[0]) == PERSON[0] ? PERSON : SEALED;
        return prefix[size] == next;
    }

    private static boolean isOfToken(byte next) {
        return next >= '0' && next <= '9' || next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z' || next == '.'
                || next == ':' || next == '_' || next == '-';
    }

    /** @param next the byte after the token; {@link #NONE} at the end */
    private void replace(int next) {
        String token = candidate.toString(ISO_8859_1);
        candidate.reset();
        String rest = "";
        while (token.endsWith(".") || token.endsWith(":")) {
            rest = token.charAt(token.length() - 1) + rest; // a sentence may end with a name
            token = token.substring(0, token.length() - 1);
        }
        Place place = place(rest.isEmpty() ? next : rest.charAt(0));
        byte[] text = tokens.text(token, place).getBytes(UTF_8);
        if (place == Place.JSON_STRING) {
            held = NONE; // the quotes are part of the text
        }
        for (byte each : text) {
            pass(each);
        }
        for (byte each : rest.getBytes(UTF_8)) {
            pass(each);
        }
        if (next != NONE && place != Place.JSON_STRING) {
            take((byte) next);
        }
    }

    private Place place(int next) {
        if (csv.getAsBoolean()) {
            if (held == '"') {
                return gone == '"' ? Place.IN_JSON_IN_CELL : Place.IN_QUOTED_CELL;
            }
            boolean whole = (held == NONE || held == ',' || held == '\n')
                    && (next == NONE || next == ',' || next == '\r' || next == '\n');
            return whole ? Place.CELL : Place.IN_JSON_IN_CELL;
        }
        if (held == '"') {
            return gone == '\\' ? Place.IN_NESTED_JSON : next == '"' ? Place.JSON_STRING : Place.IN_JSON_STRING;
        }
        return Place.IN_JSON_STRING;
    }

    private void pass(byte next) {
        release();
        held = next & 0xff;
    }

    private void pass(byte[] bytes, int from, int end) {
        release();
        if (end - from > 1) {
            passed.write(bytes, from, end - from - 1);
            gone = bytes[end - 2] & 0xff;
        }
        held = bytes[end - 1] & 0xff;
    }

    private void release() {
        if (held != NONE) {
            passed.write(held);
            gone = held;
            held = NONE;
        }
    }

    private void passOn() throws IOException {
        passed.writeTo(out);
        passed.reset();
    }

    /** Passes on all that there is: a token is not cut by a flush. */
    private void drain() throws IOException {
        if (candidate.size() >= PERSON.length) {
            replace(NONE);
        } else {
            for (byte each : candidate.toByteArray()) {
                pass(each);
            }
            candidate.reset();
        }
        release();
        passOn();
    }

    @Override
    public void flush() throws IOException {
        drain();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        drain();
        out.close();
    }
}
