package io.dealledger.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of time in which a feed missed something.
 *
 * @param to       where it ends; itself a part of it only where it is the same as {@code from}
 * @param position of the fact in the ledger
 */
public record Gap(String feed, Instant from, Instant to, String reason, long position, Instant recordedAt) {
    /** @param until first instant after it */
    public record Stretch(Instant from, Instant until) {
        boolean touches(Instant start, Instant end) {
            return from.isBefore(end) && until.isAfter(start);
        }
    }

    /** @param open what of it nobody has accounted for; empty where it is closed */
    public record Standing(Gap gap, List<Stretch> open) {
        public boolean isClosed() {
            return open.isEmpty();
        }
    }

    /** Whether it touches a stretch of time, closed or not. @param until first instant after the stretch */
    public boolean touches(Instant start, Instant until) {
        return stretch().touches(start, until);
    }

    Stretch stretch() {
        return new Stretch(from, to.isAfter(from) ? to : from.plusNanos(1));
    }

    Standing without(List<Stretch> closings) {
        List<Stretch> open = List.of(stretch());
        for (Stretch closing : closings) {
            var rest = new ArrayList<Stretch>();
            for (Stretch stretch : open) {
                if (!stretch.touches(closing.from(), closing.until())) {
                    rest.add(stretch);
                    continue;
                }
                if (stretch.from().isBefore(closing.from())) {
                    rest.add(new Stretch(stretch.from(), closing.from()));
                }
                if (stretch.until().isAfter(closing.until())) {
                    rest.add(new Stretch(closing.until(), stretch.until()));
                }
            }
            open = rest;
        }
        return new Standing(this, List.copyOf(open));
    }
}
