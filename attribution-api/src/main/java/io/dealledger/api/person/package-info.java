/** Who is who: the ledger knows people by pseudonym, and only here is kept whom a pseudonym stands for, until it is erased. */
@NullMarked
package io.dealledger.api.person;

import org.jspecify.annotations.NullMarked;
