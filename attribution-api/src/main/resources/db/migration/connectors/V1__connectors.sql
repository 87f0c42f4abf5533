-- What vendors sent, whole, before anything was made of it. An open message (done_at is null) was not answered, or its
-- answer was not durable: it is read again until it is.
CREATE TABLE raw_message (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    connector   text        NOT NULL,
    feed        text        NOT NULL,
    label       text        NOT NULL,
    is_file     boolean     NOT NULL,
    sha256      text        NOT NULL,
    headers     text        NOT NULL,
    received_at timestamptz NOT NULL,
    deliveries  integer     NOT NULL DEFAULT 1,
    body        bytea       NOT NULL,
    done_at     timestamptz
);
CREATE UNIQUE INDEX raw_message_open ON raw_message (connector, feed, label, sha256) WHERE done_at IS NULL;
CREATE INDEX raw_message_content ON raw_message (connector, sha256);

-- What is known of each record: canonical JSON, opaque to the database. A state is replaced only by one that was
-- computed from it.
CREATE TABLE record_state (
    connector text   NOT NULL,
    stream    text   NOT NULL,
    record    text   NOT NULL,
    revision  bigint NOT NULL,
    state     text   NOT NULL,
    PRIMARY KEY (connector, stream, record)
);

-- Which account a thing is with, in the words of each voice that has said so.
CREATE TABLE account_evidence (
    thing       text        NOT NULL,
    voice       text        NOT NULL,
    account_key text        NOT NULL,
    said_at     timestamptz NOT NULL,
    PRIMARY KEY (thing, voice)
);

-- Which accounts were stated to be one.
CREATE TABLE account_match (
    from_key text NOT NULL PRIMARY KEY,
    into_key text NOT NULL
);
CREATE INDEX account_match_into ON account_match (into_key);
