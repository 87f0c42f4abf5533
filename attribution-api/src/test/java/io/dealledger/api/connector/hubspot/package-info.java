@org.jspecify.annotations.NullMarked
package io.dealledger.api.connector.hubspot;
