@NullMarked
package io.dealledger.feed;

import org.jspecify.annotations.NullMarked;
