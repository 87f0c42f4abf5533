/** PartnerStack: its webhooks and list pages, by the mapping document that we ship or the company's own. */
@NullMarked
package io.dealledger.api.connector.partnerstack;

import org.jspecify.annotations.NullMarked;
