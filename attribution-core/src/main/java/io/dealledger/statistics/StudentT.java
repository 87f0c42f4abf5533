package io.dealledger.statistics;

/** Student's t distribution. The rules carry no statistics library: the program brings one in. */
@FunctionalInterface
public interface StudentT {
    /**
     * @param probability      between 0 and 1, exclusive
     * @param degreesOfFreedom above 0, not necessarily whole
     */
    double quantile(double probability, double degreesOfFreedom);
}
