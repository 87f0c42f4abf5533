/** What an auditor gets: the sealed log over HTTP, proofs, case files, and the program that checks them. */
@NullMarked
package io.dealledger.api.audit;

import org.jspecify.annotations.NullMarked;
