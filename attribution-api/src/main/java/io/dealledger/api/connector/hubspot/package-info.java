/** HubSpot: its webhooks, what its CRM API answers, and exports of deals. */
@NullMarked
package io.dealledger.api.connector.hubspot;

import org.jspecify.annotations.NullMarked;
