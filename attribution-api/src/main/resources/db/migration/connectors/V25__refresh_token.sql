-- The refresh token that a vendor gave last, sealed with a key that follows from the client's secret; of which one in the
-- settings it descends. A vendor takes none that it has replaced.
CREATE TABLE refresh_token (
    connector text  PRIMARY KEY,
    descends  text  NOT NULL,
    sealed    bytea NOT NULL
);
