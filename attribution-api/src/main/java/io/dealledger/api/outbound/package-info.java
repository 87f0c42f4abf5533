/** Tells other systems what was credited: decisions, restatements and dispute outcomes on Kafka. */
@NullMarked
package io.dealledger.api.outbound;

import org.jspecify.annotations.NullMarked;
