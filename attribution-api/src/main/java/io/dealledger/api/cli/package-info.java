/** The program that runs: serve, replay and the other commands. */
@NullMarked
package io.dealledger.api.cli;

import org.jspecify.annotations.NullMarked;
