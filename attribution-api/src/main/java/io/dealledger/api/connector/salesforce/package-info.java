/** Salesforce: change events of opportunities, leads and accounts, in their Pub/Sub and CometD spelling. */
@NullMarked
package io.dealledger.api.connector.salesforce;

import org.jspecify.annotations.NullMarked;
