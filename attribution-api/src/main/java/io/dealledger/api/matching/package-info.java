/** Accounts that may be one customer: proposed with reasons, decided by a person, and decided by a fact. */
@NullMarked
package io.dealledger.api.matching;

import org.jspecify.annotations.NullMarked;
