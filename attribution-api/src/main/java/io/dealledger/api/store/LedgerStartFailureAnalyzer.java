package io.dealledger.api.store;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lets Spring Boot print a sentence and its remedy in place of a stack trace. */
final class LedgerStartFailureAnalyzer extends AbstractFailureAnalyzer<LedgerStartException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, LedgerStartException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }
}
