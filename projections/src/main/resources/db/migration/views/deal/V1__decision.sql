-- Every decision on every opportunity, so that what was believed at any time can be shown again.
CREATE TABLE decision (
  position       bigint      PRIMARY KEY,
  recorded_at    timestamptz NOT NULL,
  opportunity_id text        COLLATE "C" NOT NULL,
  event          text        NOT NULL -- attribution.decided as stored, canonical JSON
);
CREATE INDEX decision_of_opportunity ON decision (opportunity_id, position DESC);
