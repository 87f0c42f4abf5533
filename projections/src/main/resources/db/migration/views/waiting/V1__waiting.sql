-- What could not be counted in: deliveries that a person decides about, and facts that wait for another one.
CREATE TABLE quarantine (
  quarantine_id text        COLLATE "C" PRIMARY KEY,
  position      bigint      NOT NULL,
  recorded_at   timestamptz NOT NULL,
  reason        text        NOT NULL,
  source        text,
  fact_id       text,
  type          text,
  problems      text[]      NOT NULL,
  raw           text        NOT NULL, -- base64
  raw_sha256    text        NOT NULL,
  content_type  text        NOT NULL,
  via           text        NOT NULL,
  stands        text                  -- for a conflict: the content that stands, JSON
);
CREATE INDEX quarantine_in_order ON quarantine (position);

CREATE TABLE ruling (
  position      bigint      PRIMARY KEY,
  quarantine_id text        COLLATE "C" NOT NULL,
  recorded_at   timestamptz NOT NULL,
  ruling        text        NOT NULL, -- released, discarded
  ruled_by      text,
  reason        text
);
CREATE INDEX ruling_of ON ruling (quarantine_id, position);

CREATE TABLE parked (
  position     bigint      PRIMARY KEY,
  recorded_at  timestamptz NOT NULL,
  waits_for    text        NOT NULL, -- opportunity, registration, dispute
  waits_for_id text        COLLATE "C" NOT NULL,
  fact         text        NOT NULL, -- as stored, canonical JSON
  placed_at    bigint,               -- position at which it found its account
  account_id   text
);
CREATE INDEX parked_waiting ON parked (position) WHERE placed_at IS NULL;
