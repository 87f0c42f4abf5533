package io.dealledger.projections.firstoffender;

import io.dealledger.projections.secondoffender.UsesTheWrongPolicy;

/** What the rule about read models is there to catch. */
class KnowsAnotherView {
    final UsesTheWrongPolicy other = new UsesTheWrongPolicy();
}
