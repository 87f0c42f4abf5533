package io.dealledger.api.connector.salesforce;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which fields a change touched. CometD names them. Pub/Sub sends bitmaps: bit n of {@code 0x…} is field n of the
 * event's Avro schema, whose field 0 is the header; {@code n-0x…} is about parts of the compound field n. A payload
 * that was decoded from Avro lists every field of its schema in the schema's order, so the payload itself says which
 * field is which. Positions are never assumed: they move when an org adds a field.
 */
final class ChangedFields {
    private ChangedFields() {}

    /**
     * @param payload names of the payload's members, in order
     * @throws IllegalArgumentException if a bitmap cannot be read with these names
     */
    static Set<String> decode(List<?> changed, List<String> payload) {
        var names = new LinkedHashSet<String>();
        for (Object each : changed) {
            String text = String.valueOf(each);
            int part = text.indexOf("-0x");
            if (text.startsWith("0x")) {
                names.addAll(bits(text.substring(2), payload));
            } else if (part > 0) {
                names.add(name(Integer.parseInt(text.substring(0, part)), payload));
            } else {
                names.add(text);
            }
        }
        return names;
    }

    private static List<String> bits(String hex, List<String> payload) {
        BigInteger bits = new BigInteger(hex, 16);
        var names = new ArrayList<String>();
        for (int i = bits.getLowestSetBit(); i >= 0 && i < bits.bitLength(); i++) {
            if (bits.testBit(i)) {
                names.add(name(i, payload));
            }
        }
        return names;
    }

    private static String name(int position, List<String> payload) {
        if (!payload.getFirst().equals(ChangeMessage.HEADER)) {
            throw new IllegalArgumentException("the payload does not begin with " + ChangeMessage.HEADER
                    + ", so its members are not in the order of the schema");
        }
        if (position >= payload.size()) {
            throw new IllegalArgumentException("the payload has " + payload.size() + " members and none at position "
                    + position);
        }
        return payload.get(position);
    }
}
