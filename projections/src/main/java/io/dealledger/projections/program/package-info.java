/** The facts about the company, its partners and its customers that the programme's numbers are computed from. */
@NullMarked
package io.dealledger.projections.program;

import org.jspecify.annotations.NullMarked;
