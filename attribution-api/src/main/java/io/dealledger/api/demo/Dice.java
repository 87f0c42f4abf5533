package io.dealledger.api.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

/** Draws the sample year: the same every time, because {@link Random}'s numbers for a seed are fixed by its contract. */
final class Dice {
    private final Random random;

    Dice(long seed) {
        random = new Random(seed);
    }

    /** From {@code least} to {@code most}, both included. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** One of the list, early ones far more often: partners do not produce alike. */
    <T> T pickSkewed(List<T> from) {
        double place = random.nextDouble();
        return from.get((int) (place * place * from.size()));
    }

    /** A second of somebody's working hours on the day that many days before or after. */
    Instant workingHour(Instant from, int days) {
        var midnight = from.atOffset(ZoneOffset.UTC).toLocalDate().atStartOfDay().plusDays(days)
                .toInstant(ZoneOffset.UTC);
        return midnight.plus(Duration.ofSeconds(between(8 * 3600, 17 * 3600)));
    }
}
