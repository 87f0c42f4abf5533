@NullMarked
package io.dealledger.api.intake.round;

import org.jspecify.annotations.NullMarked;
