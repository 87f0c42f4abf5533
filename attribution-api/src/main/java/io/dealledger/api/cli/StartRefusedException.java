package io.dealledger.api.cli;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A setting with which the service must not start; says what is wrong and what to do instead. */
final class StartRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    StartRefusedException(String whatIsWrong, String remedy) {
        super(whatIsWrong);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }

    /** Prints both as a sentence instead of a stack trace. */
    static final class Analyzer extends AbstractFailureAnalyzer<StartRefusedException> {
        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, StartRefusedException cause) {
            return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
        }
    }
}
