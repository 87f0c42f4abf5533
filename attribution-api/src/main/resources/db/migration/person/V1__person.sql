-- Who is who. Nothing here is in an export, and a backup of it is to be kept no longer than an erasure may take.

-- The secret that wraps every key below; null where it is kept outside of the database (ledger.persons.secret).
CREATE TABLE secret (
    id     smallint PRIMARY KEY CHECK (id = 1),
    secret bytea,
    proof  bytea NOT NULL -- tells another secret from this one
);

CREATE TABLE person (
    pseudonym   text COLLATE "C" PRIMARY KEY,
    lookup      bytea       NOT NULL UNIQUE, -- keyed hash of the name
    wrapped_key bytea       NOT NULL,
    name        bytea       NOT NULL,        -- encrypted with the key
    since       timestamptz NOT NULL
);

-- Tells every node whom to forget.
CREATE TABLE erased (
    number    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pseudonym text COLLATE "C" NOT NULL UNIQUE,
    erased_at timestamptz      NOT NULL
);
