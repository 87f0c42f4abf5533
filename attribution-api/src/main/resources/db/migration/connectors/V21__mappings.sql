-- Every mapping document that a connector was ever read by, whole, so that any fact can be traced to the words it was read by.
CREATE TABLE mapping_document (
    version    text        PRIMARY KEY,
    document   text        NOT NULL,
    known_at   timestamptz NOT NULL
);

-- Which of them a person put in force, instead of the one that the settings name. The last one of a connector counts.
CREATE TABLE mapping_in_force (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    connector text        NOT NULL,
    version   text        NOT NULL REFERENCES mapping_document,
    put_at    timestamptz NOT NULL,
    put_by    text
);
CREATE INDEX mapping_in_force_of ON mapping_in_force (connector, id);

-- By which mapping a message was counted in last.
ALTER TABLE raw_message ADD COLUMN mapping text;
