-- What each source said, one row a statement: enough to count its records in any period as of any position.
CREATE TABLE statement (
  position    bigint      PRIMARY KEY, -- where the ledger first stored it
  arrived_at  bigint      NOT NULL,    -- it is unknown to an as-of before that
  source      text        COLLATE "C" NOT NULL,
  record      text        COLLATE "C" NOT NULL, -- what the source gave an id
  record_kind text        COLLATE "C" NOT NULL, -- what stands before the colon of that id, or nothing
  kind        text        COLLATE "C" NOT NULL,
  occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  amount      numeric,
  currency    text
);
CREATE INDEX statement_in_time ON statement (source, occurred_at);
CREATE INDEX statement_heard ON statement (source, arrived_at);

-- Sources, by the position of the first that was heard of them.
CREATE TABLE source (
  source text   COLLATE "C" PRIMARY KEY,
  since  bigint NOT NULL
);

-- What names its source and waits for a person.
CREATE TABLE held (
  quarantine_id text        COLLATE "C" PRIMARY KEY,
  position      bigint      NOT NULL,
  source        text        COLLATE "C" NOT NULL,
  recorded_at   timestamptz NOT NULL,
  ruled_at      bigint -- position at which a person decided
);
CREATE INDEX held_of ON held (source, position);

-- Gaps, their ends and control totals, as stored.
CREATE TABLE said (
  source       text   COLLATE "C" NOT NULL,
  fact_id      text   COLLATE "C" NOT NULL,
  content_hash text   COLLATE "C" NOT NULL,
  position     bigint NOT NULL,
  arrived_at   bigint NOT NULL,
  fact         text   NOT NULL,
  PRIMARY KEY (source, fact_id, content_hash)
);
