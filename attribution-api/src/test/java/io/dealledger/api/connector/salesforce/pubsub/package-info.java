@NullMarked
package io.dealledger.api.connector.salesforce.pubsub;

import org.jspecify.annotations.NullMarked;
