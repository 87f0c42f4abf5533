/** Statistics that refuse to overclaim: stratified ratios, intervals, rank correlation, each null where there is too little to say. */
@NullMarked
package io.dealledger.statistics;

import org.jspecify.annotations.NullMarked;
