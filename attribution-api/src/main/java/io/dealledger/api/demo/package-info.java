/** The sample company: a year of facts from a fixed seed, posted through the public intake. */
@NullMarked
package io.dealledger.api.demo;

import org.jspecify.annotations.NullMarked;
