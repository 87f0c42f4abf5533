-- How each account is called, in the words of each voice that has said so.
CREATE TABLE account_name (
    account_key text NOT NULL,
    voice       text NOT NULL,
    name        text NOT NULL,
    plain       text NOT NULL,
    domain      text,
    PRIMARY KEY (account_key, voice)
);
CREATE INDEX account_name_plain ON account_name (plain);

-- Accounts that may be one customer, for a person to decide. What was decided is a fact of the ledger; stated once it is.
CREATE TABLE match (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    from_key    text        NOT NULL,
    into_key    text        NOT NULL,
    proposed_at timestamptz NOT NULL,
    decision    text,
    decided_by  text,
    reason      text,
    decided_at  timestamptz,
    stated      boolean     NOT NULL DEFAULT false,
    UNIQUE (from_key, into_key)
);
CREATE INDEX match_open ON match (id) WHERE decision IS NULL;
CREATE INDEX match_into ON match (into_key);

CREATE TABLE match_reason (
    match_id bigint NOT NULL REFERENCES match,
    code     text   NOT NULL,
    words    text   NOT NULL,
    PRIMARY KEY (match_id, code, words)
);
