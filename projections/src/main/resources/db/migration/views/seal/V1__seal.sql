-- The Merkle tree over the ledger, position = leaf. Rows are only ever added: what stands here stands under signed roots.
CREATE TABLE entry (
  position bigint PRIMARY KEY,
  leaf     bytea  NOT NULL, -- SHA-256(0x00 || data)
  data     bytea  NOT NULL  -- canonical JSON: what the tree holds of the event
);

-- Roots of full tiles; level as in tlog-tiles, from 1: each is over 256 hashes of the level below.
CREATE TABLE node (
  level smallint NOT NULL,
  index bigint   NOT NULL,
  hash  bytea    NOT NULL,
  PRIMARY KEY (level, index)
);
