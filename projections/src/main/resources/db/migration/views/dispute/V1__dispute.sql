-- Every fact of every dispute; one that reached its account on two ways is there once.
CREATE TABLE fact (
  dispute_id   text        COLLATE "C" NOT NULL,
  source       text        COLLATE "C" NOT NULL,
  fact_id      text        COLLATE "C" NOT NULL,
  content_hash text        COLLATE "C" NOT NULL,
  kind         text        NOT NULL,
  occurred_at  timestamptz NOT NULL,
  recorded_at  timestamptz NOT NULL,
  position     bigint      NOT NULL, -- its place in the ledger's order
  arrived_at   bigint      NOT NULL, -- unknown to an as-of before that; of two contents the later arrival stands
  fact         text        NOT NULL, -- as stored, canonical JSON
  PRIMARY KEY (dispute_id, source, fact_id, content_hash)
);

-- Where each dispute stood after each decision on its deal.
CREATE TABLE standing (
  dispute_id     text        COLLATE "C" NOT NULL,
  position       bigint      NOT NULL,
  opportunity_id text        NOT NULL,
  account_id     text        NOT NULL,
  status         text        NOT NULL,
  in_force       boolean     NOT NULL,
  tag            text        NOT NULL,
  policy         text        NOT NULL,
  closed_at      timestamptz,
  amount         numeric,
  currency       text,
  PRIMARY KEY (dispute_id, position)
);
