-- How far each view has folded the ledger. Moved only by compare-and-set, in the transaction that folds.
CREATE TABLE checkpoint (
  view        text        PRIMARY KEY,
  position    bigint      NOT NULL CHECK (position >= -1), -- last position folded; -1: none
  recorded_at timestamptz NOT NULL,                        -- of that position; the epoch: none
  owner       text        NOT NULL,                        -- node that claimed it last
  fence       bigint      NOT NULL                         -- one more with each claim: stops a paused owner
) WITH (fillfactor = 50);
