-- What a view could not fold, and what comes after it in the same sequence. Written in the transaction that moves the
-- view's checkpoint past it. Belongs to one set of the view's tables: a rebuild begins without any.
CREATE TABLE set_aside (
  view         text        NOT NULL,
  generation   int         NOT NULL,
  position     bigint      NOT NULL,
  sequence     text        COLLATE "C" NOT NULL, -- what has to be folded in order; others go on meanwhile
  recorded_at  timestamptz NOT NULL,
  cause        text,                             -- why it could not be folded; null: it waits behind another
  attempts     int         NOT NULL,
  discarded_by text,                             -- the view goes on without it, because this person says so
  reason       text,
  discarded_at timestamptz,
  PRIMARY KEY (view, generation, position)
);
CREATE INDEX set_aside_in_order ON set_aside (view, generation, sequence, position) WHERE discarded_by IS NULL;
