/** How records stand in JSON: strict reading with problems that name member, value and what is accepted; one canonical spelling. */
@NullMarked
package io.dealledger.json;

import org.jspecify.annotations.NullMarked;
