@NullMarked
package io.dealledger.projections.feed;

import org.jspecify.annotations.NullMarked;
