/** Forgetting a person: by an event, and by destroying what makes their pseudonym readable. */
@NullMarked
package io.dealledger.api.erasure;

import org.jspecify.annotations.NullMarked;
