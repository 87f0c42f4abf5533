-- In which message a record stood: facts name the SHA-256 of their record. A record that is its whole message needs no row.
CREATE TABLE message_part (
    sha256     text   COLLATE "C" NOT NULL,
    message_id bigint NOT NULL REFERENCES raw_message,
    PRIMARY KEY (sha256, message_id)
);
CREATE INDEX raw_message_by_hash ON raw_message (sha256);
