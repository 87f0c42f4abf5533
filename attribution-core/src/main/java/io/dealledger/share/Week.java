package io.dealledger.share;

import java.time.LocalDate;

/**
 * Seven days of a calendar; sorts by time.
 *
 * @param label how the calendar names it, e.g. {@code 2026-W14} or {@code FY26-W01}
 */
public record Week(String label, LocalDate firstDay) implements Comparable<Week> {
    @Override
    public int compareTo(Week other) {
        return firstDay.compareTo(other.firstDay);
    }

    @Override
    public String toString() {
        return label;
    }
}
