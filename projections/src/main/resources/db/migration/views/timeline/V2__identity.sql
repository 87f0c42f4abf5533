-- Whether two ids are one customer is decided by all merges and their corrections together, so both are kept whole.
DROP TABLE merger;
CREATE TABLE identity (
  position bigint PRIMARY KEY,
  fact     text   NOT NULL -- account.merged or account.unmerged as stored, canonical JSON
);

-- Folded anew from the first event.
TRUNCATE entry;
DELETE FROM view_engine.checkpoint WHERE view = '${view}';
