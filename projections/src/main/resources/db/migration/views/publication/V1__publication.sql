-- Every week's numbers as they stood when they were published. Never changed.
CREATE TABLE publication (
  position       bigint      PRIMARY KEY,
  published_at   timestamptz NOT NULL,
  definition     text        COLLATE "C" NOT NULL,
  week           text        COLLATE "C" NOT NULL,
  as_of_position bigint      NOT NULL,
  numbers        text        NOT NULL -- as sealed, canonical JSON
);
CREATE INDEX publication_of_week ON publication (definition, week);
