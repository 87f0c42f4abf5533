package io.dealledger.api.audit;

import java.nio.file.Path;

/** Where keys lie, and what must not go back with the database. */
public record SealFolder(Path path) {}
