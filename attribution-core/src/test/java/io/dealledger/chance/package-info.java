/** What tests that play at random have in common. */
@NullMarked
package io.dealledger.chance;

import org.jspecify.annotations.NullMarked;
