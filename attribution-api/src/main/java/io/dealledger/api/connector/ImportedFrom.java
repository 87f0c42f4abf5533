package io.dealledger.api.connector;

/** Headers by which an importer says which part of which file a message is; kept beside its bytes. */
public final class ImportedFrom {
    /** SHA-256 of the whole file, and its name. */
    public static final String FILE = "x-import-file";
    /** First and last row of the part. */
    public static final String ROWS = "x-import-rows";

    private ImportedFrom() {}
}
