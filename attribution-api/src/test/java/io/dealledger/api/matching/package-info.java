@NullMarked
package io.dealledger.api.matching;

import org.jspecify.annotations.NullMarked;
