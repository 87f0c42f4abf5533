/** Whether sellers are paid as well on partner deals: plans as data, the plan-period counterfactual, observed rates, intervals. */
@NullMarked
package io.dealledger.parity;

import org.jspecify.annotations.NullMarked;
