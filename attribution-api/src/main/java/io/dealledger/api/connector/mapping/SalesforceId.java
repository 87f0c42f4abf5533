package io.dealledger.api.connector.mapping;

import java.util.regex.Pattern;

/**
 * Salesforce ids come with 15 case-sensitive characters or with 18, whose last three say which letters are upper case.
 * Both are one id; the ledger knows the longer form only.
 */
public final class SalesforceId {
    public static final String ACCEPTED = "a Salesforce id of 15 or 18 characters";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{15}([A-Za-z0-9]{3})?");
    private static final String SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    private SalesforceId() {}

    /** @throws IllegalArgumentException if the text is no id, or its last three characters contradict the others */
    public static String to18(String text) {
        if (!ID.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not " + ACCEPTED);
        }
        String id = text.substring(0, 15);
        var suffix = new StringBuilder(3);
        for (int group = 0; group < 15; group += 5) {
            int bits = 0;
            for (int i = 0; i < 5; i++) {
                if (Character.isUpperCase(id.charAt(group + i))) {
                    bits |= 1 << i;
                }
            }
            suffix.append(SUFFIX.charAt(bits));
        }
        if (text.length() == 18 && !text.endsWith(suffix.toString())) {
            throw new IllegalArgumentException("'" + text + "' does not end in '" + suffix
                    + "', as the case of its letters demands: something changed its case");
        }
        return id + suffix;
    }
}
