package io.dealledger.api.query;

/** In which form a list is answered. */
enum Format {
    JSON, CSV
}
