package io.dealledger.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/** The distribution that the program brings in. */
public final class CommonsStudentT implements StudentT {
    @Override
    public double quantile(double probability, double degreesOfFreedom) {
        return TDistribution.of(degreesOfFreedom).inverseCumulativeProbability(probability);
    }
}
