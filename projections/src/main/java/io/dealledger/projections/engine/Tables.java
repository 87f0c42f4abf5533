package io.dealledger.projections.engine;

/** One of the sets of tables that a view may be kept in. @param generation 0 for the first, one more with each rebuild */
record Tables(String view, int generation) {
    String schema() {
        return ViewSchemas.of(view, generation);
    }
}
