/** Case files: the evidence on one deal in one archive, and the program that checks it without asking anybody. */
@NullMarked
package io.dealledger.api.audit.casefile;

import org.jspecify.annotations.NullMarked;
