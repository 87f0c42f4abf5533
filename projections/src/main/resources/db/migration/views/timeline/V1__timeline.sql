-- Every fact of every account; a fact that reached an account on two ways is there once. Where a person let another
-- content in for the same (source, fact_id), both are there and the later arrival stands.
CREATE TABLE entry (
  account_id     text        COLLATE "C" NOT NULL,
  source         text        COLLATE "C" NOT NULL,
  fact_id        text        COLLATE "C" NOT NULL,
  content_hash   text        COLLATE "C" NOT NULL,
  occurred_at    timestamptz NOT NULL,
  recorded_at    timestamptz NOT NULL,
  position       bigint      NOT NULL, -- where the ledger first stored the fact: its place in the ledger's order
  arrived_at     bigint      NOT NULL, -- where it reached this account: it is unknown to an as-of before that
  arrival        text        NOT NULL, -- accepted, placed, followed
  followed_from  text,                 -- the account that it came over from
  fact           text        NOT NULL, -- as stored, canonical JSON
  PRIMARY KEY (account_id, source, fact_id, content_hash)
);
CREATE INDEX entry_in_order ON entry (account_id, occurred_at, recorded_at, position);

CREATE TABLE merger (
  from_account text   COLLATE "C" NOT NULL,
  into_account text   COLLATE "C" NOT NULL,
  position     bigint NOT NULL,
  PRIMARY KEY (from_account, position)
);
