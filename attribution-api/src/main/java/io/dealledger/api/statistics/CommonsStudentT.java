package io.dealledger.api.statistics;

import io.dealledger.statistics.StudentT;
import org.apache.commons.statistics.distribution.TDistribution;

/** Student's t distribution of Apache Commons Statistics. */
public final class CommonsStudentT implements StudentT {
    @Override
    public double quantile(double probability, double degreesOfFreedom) {
        return TDistribution.of(degreesOfFreedom).inverseCumulativeProbability(probability);
    }
}
