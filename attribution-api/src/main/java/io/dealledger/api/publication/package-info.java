/** Publishes a week's numbers, by command and by schedule, once for each definition. */
@NullMarked
package io.dealledger.api.publication;

import org.jspecify.annotations.NullMarked;
