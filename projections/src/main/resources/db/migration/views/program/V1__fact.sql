-- The facts that the programme's rules read, each content once.
CREATE TABLE fact (
  source       text   COLLATE "C" NOT NULL,
  fact_id      text   COLLATE "C" NOT NULL,
  content_hash text   COLLATE "C" NOT NULL,
  position     bigint NOT NULL, -- the fact's place in the ledger's order
  arrived_at   bigint NOT NULL, -- from this position on it is known
  fact         text   NOT NULL, -- as stored, canonical JSON
  PRIMARY KEY (source, fact_id, content_hash)
);
CREATE INDEX fact_by_arrival ON fact (arrived_at);
