/** One customer account: its facts, what is decided from them, and the events that the ledger stores. */
@NullMarked
package io.dealledger.account;

import org.jspecify.annotations.NullMarked;
