package io.dealledger.api.query;

import io.dealledger.projections.engine.AsOf;
import io.dealledger.projections.engine.Checkpoint;

/**
 * The moment that an answer is about.
 *
 * @param asOf      what counts
 * @param reflected how far the view that was asked is; at least as far as {@code asOf}
 */
record Moment(AsOf asOf, Checkpoint reflected) {}
