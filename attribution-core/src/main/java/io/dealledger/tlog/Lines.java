package io.dealledger.tlog;

import java.util.ArrayList;
import java.util.List;

/** Reads text line by line; every line ends with a newline. Not shared. */
final class Lines {
    private final String text;
    private final String what;
    private int at;

    /** @param what is read, for messages */
    Lines(String text, String what) {
        this.text = text;
        this.what = what;
    }

    boolean atEnd() {
        return at == text.length();
    }

    String next(String accepted) {
        int end = text.indexOf('\n', at);
        if (end < 0) {
            throw new UnreadableProofException(
                    what + " ends with '" + Hash.shown(text.substring(at)) + "' where " + accepted + " must follow");
        }
        String line = text.substring(at, end);
        at = end + 1;
        return line;
    }

    /** The value of a line {@code <name> <value>}. */
    String value(String name) {
        String line = next("a line '" + name + " <value>'");
        if (!line.startsWith(name + " ")) {
            throw new UnreadableProofException(
                    what + " has the line '" + Hash.shown(line) + "' where '" + name + " <value>' must be");
        }
        return line.substring(name.length() + 1);
    }

    /** Hashes, one a line, up to an empty line. */
    List<Hash> hashes(int max) {
        var hashes = new ArrayList<Hash>();
        for (String line = next("an empty line"); !line.isEmpty(); line = next("an empty line")) {
            if (hashes.size() == max) {
                throw new UnreadableProofException(what + " has more than " + max + " hashes");
            }
            hashes.add(Hash.parse(line));
        }
        return List.copyOf(hashes);
    }

    String rest() {
        String rest = text.substring(at);
        at = text.length();
        return rest;
    }

    /** A number of leaves: decimal, without leading zeros. */
    static long number(String digits, String what) {
        if (!digits.matches("0|[1-9][0-9]{0,17}")) {
            throw new UnreadableProofException(
                    what + " is '" + Hash.shown(digits) + "'; a decimal number without leading zeros is accepted");
        }
        return Long.parseLong(digits);
    }
}
