/** Salesforce's Pub/Sub API: change events as they are published, over gRPC. */
@NullMarked
package io.dealledger.api.connector.salesforce.pubsub;

import org.jspecify.annotations.NullMarked;
