-- The decision on each deal that was sent last: what the next one replaces.
CREATE TABLE told (
  opportunity_id text COLLATE "C" PRIMARY KEY,
  position       bigint NOT NULL,
  event          text   NOT NULL
);
