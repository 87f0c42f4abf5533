-- Instants are seconds since 1970 to the nanosecond: days to pay and the order of closes are exact.

-- A row holds for an as-of position p where from_position <= p < to_position; 9223372036854775807: it still stands.
-- Won deals of new revenue; a decision that says otherwise ends a row and begins none.
CREATE TABLE won (
  opportunity_id text    COLLATE "C" NOT NULL,
  from_position  bigint  NOT NULL,
  to_position    bigint  NOT NULL,
  owner_ae       text,
  closed_at      numeric NOT NULL,
  fx_date        date    NOT NULL,
  tag            text    NOT NULL,
  deal_type      text    NOT NULL,
  amount         numeric NOT NULL,
  customer_price numeric,
  currency       text    NOT NULL,
  segment        text,
  region         text,
  PRIMARY KEY (opportunity_id, from_position)
);
CREATE INDEX won_standing ON won (opportunity_id) WHERE to_position = 9223372036854775807;
CREATE INDEX won_by_rate ON won (fx_date) WHERE to_position = 9223372036854775807;

-- What was credited, paid and taken back. Never changes.
CREATE TABLE pay (
  position       bigint  PRIMARY KEY,
  kind           text    NOT NULL,
  opportunity_id text    COLLATE "C" NOT NULL,
  ae_id          text    NOT NULL,
  at             numeric NOT NULL,
  amount         numeric NOT NULL,
  currency       text                    -- null: that of the deal
);
CREATE INDEX pay_by_deal ON pay (opportunity_id);

-- Plans as published. Terms that are unreadable are null, and the row says why.
CREATE TABLE plan (
  position         bigint  PRIMARY KEY,
  occurred_at      numeric NOT NULL,
  plan_id          text    COLLATE "C" NOT NULL,
  takes_effect     numeric NOT NULL,
  unreadable       text    NOT NULL,     -- '': readable
  quota            numeric,
  currency         text,
  rate             text,                 -- direct and partner, as n/d or n, as in the pairs below
  basis            text,
  quota_credit     text,
  ae_split         text,
  tiers            text,                 -- from_attainment and multiplier of each
  spif             text,                 -- channel and amount of each
  clawback_days    text
);
CREATE TABLE assignment (
  position    bigint  PRIMARY KEY,
  occurred_at numeric NOT NULL,
  ae_id       text    COLLATE "C" NOT NULL,
  plan_id     text    NOT NULL,
  accepted_at numeric NOT NULL,
  period      text
);
CREATE INDEX assignment_by_ae ON assignment (ae_id);
CREATE INDEX assignment_by_plan ON assignment (plan_id);

CREATE TABLE rate (
  position       bigint      PRIMARY KEY,
  recorded_at    timestamptz NOT NULL,
  base           text        NOT NULL,
  quote          text        NOT NULL,
  rate           text        NOT NULL, -- n/d or n
  effective_date date        NOT NULL
);
CREATE INDEX rate_by_pair ON rate (quote, base);

-- Since when which policy says how numbers are shown.
CREATE TABLE reporting (
  position     bigint      PRIMARY KEY,
  version      text        NOT NULL,
  governs_from timestamptz NOT NULL,
  currency     text        NOT NULL,
  zone         text        NOT NULL
);

-- What stands, judged on the reporting terms: pay in their currency, and what the seller's plan pays for the deal.
CREATE TABLE judged (
  opportunity_id text    COLLATE "C" PRIMARY KEY,
  ae_id          text    COLLATE "C" NOT NULL,
  vendor_net     numeric NOT NULL,
  customer_price numeric NOT NULL,
  paid           text    NOT NULL,       -- instant and amount of each
  clawed_back    text    NOT NULL,
  credited       numeric,
  actual         numeric,                -- null, as if_direct is: no readable plan governs it
  if_direct      numeric
);
CREATE INDEX judged_by_ae ON judged (ae_id);
-- What stands and cannot be judged.
CREATE TABLE unjudged (
  opportunity_id text COLLATE "C" PRIMARY KEY,
  why            text NOT NULL           -- OWNERLESS, WITHOUT_RATE
);
CREATE TABLE judged_terms (
  id       smallint PRIMARY KEY CHECK (id = 1),
  currency text     NOT NULL,
  zone     text     NOT NULL
);
