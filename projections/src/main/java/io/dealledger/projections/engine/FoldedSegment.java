package io.dealledger.projections.engine;

import java.util.OptionalLong;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/** A view's status in Axon's words. */
record FoldedSegment(ViewStatus status) implements EventTrackerStatus {
    @Override
    public Segment getSegment() {
        return Segment.ROOT_SEGMENT;
    }

    @Override
    public boolean isCaughtUp() {
        return status.lagPositions() == 0;
    }

    @Override
    public boolean isReplaying() {
        return false;
    }

    @Override
    public boolean isMerging() {
        return false;
    }

    @Override
    public OptionalLong mergeCompletedPosition() {
        return OptionalLong.empty();
    }

    @Override
    public @Nullable TrackingToken getTrackingToken() {
        return status.position() < 0 ? null : new GlobalSequenceTrackingToken(status.position());
    }

    @Override
    public boolean isErrorState() {
        return status.state() == ViewState.FAILED || status.state() == ViewState.RETRYING;
    }

    @Override
    public @Nullable Throwable getError() {
        return status.error() == null ? null : new IllegalStateException(status.error());
    }

    @Override
    public OptionalLong getCurrentPosition() {
        return status.position() < 0 ? OptionalLong.empty() : OptionalLong.of(status.position());
    }

    @Override
    public OptionalLong getResetPosition() {
        return OptionalLong.empty();
    }
}
