-- What messages had that nothing reads: kinds of message, fields, words.
CREATE TABLE unknown (
    connector  text        NOT NULL,
    kind       text        NOT NULL,
    place      text        NOT NULL,
    word       text        NOT NULL,
    count      bigint      NOT NULL,
    first_seen timestamptz NOT NULL,
    last_seen  timestamptz NOT NULL,
    message_id bigint      NOT NULL REFERENCES raw_message,
    PRIMARY KEY (connector, kind, place, word)
);
