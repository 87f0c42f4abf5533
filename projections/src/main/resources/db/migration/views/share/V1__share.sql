-- A row holds for an as-of position p where from_position <= p < to_position; 9223372036854775807: it still stands.

-- What each decision adds, never changed but for its end: +net at from_position, -net at to_position.
CREATE TABLE posting (
  opportunity_id  text        COLLATE "C" NOT NULL,
  id              text        COLLATE "C" NOT NULL,
  from_position   bigint      NOT NULL,
  to_position     bigint      NOT NULL,
  scope           text        NOT NULL,
  account_id      text        NOT NULL,
  kind            text        NOT NULL,
  at              timestamptz NOT NULL, -- whose week it counts in
  tag             text        NOT NULL,
  net             numeric     NOT NULL,
  gross           numeric     NOT NULL,
  currency        text        NOT NULL, -- pipeline: XXX where none was stated, then the reporting currency
  fx_date         date        NOT NULL,
  deal_type       text        NOT NULL,
  segment         text,
  region          text,
  owner_ae        text,
  counted_net     numeric,              -- what of it is in weekly; null: nothing
  counted_gross   numeric,
  PRIMARY KEY (opportunity_id, id, from_position)
);
CREATE INDEX posting_by_time ON posting (scope, at);
CREATE INDEX posting_standing ON posting (opportunity_id) WHERE to_position = 9223372036854775807;
CREATE INDEX posting_by_rate ON posting (currency, fx_date) WHERE to_position = 9223372036854775807;
CREATE INDEX posting_uncounted ON posting (scope, at)
  WHERE to_position = 9223372036854775807 AND counted_net IS NULL;

-- The running sums of what stands, in the reporting currency and zone, by ISO week: what is asked for most.
CREATE TABLE weekly (
  scope     text    NOT NULL,
  first_day date    NOT NULL,
  segment   text    COLLATE "C" NOT NULL, -- '': not stated
  tag       text    NOT NULL,
  postings  bigint  NOT NULL,
  net       numeric NOT NULL,
  gross     numeric NOT NULL,
  PRIMARY KEY (scope, first_day, segment, tag)
);
CREATE TABLE weekly_terms (
  id       smallint PRIMARY KEY CHECK (id = 1),
  currency text     NOT NULL,
  zone     text     NOT NULL
);

-- What is known of each deal, for lists.
CREATE TABLE deal (
  opportunity_id text        COLLATE "C" NOT NULL,
  from_position  bigint      NOT NULL,
  to_position    bigint      NOT NULL,
  account_id     text        NOT NULL,
  status         text        NOT NULL,
  tag            text        NOT NULL,
  policy         text        NOT NULL,
  deal_type      text        NOT NULL,
  created_at     timestamptz NOT NULL,
  closed_at      timestamptz,
  amount         numeric,
  currency       text,
  segment        text,
  region         text,
  owner_ae       text,
  PRIMARY KEY (opportunity_id, from_position)
);
CREATE TABLE deal_partner (
  opportunity_id text   COLLATE "C" NOT NULL,
  from_position  bigint NOT NULL,
  role           text   NOT NULL, -- sourced, influenced, fulfilled
  partner_id     text   COLLATE "C" NOT NULL,
  PRIMARY KEY (opportunity_id, from_position, role, partner_id)
);
CREATE TABLE deal_claim (
  opportunity_id text   COLLATE "C" NOT NULL,
  from_position  bigint NOT NULL,
  to_position    bigint NOT NULL,
  dispute_id     text   COLLATE "C" NOT NULL,
  tag            text   NOT NULL, -- what the deal would be if the claim were upheld
  PRIMARY KEY (opportunity_id, from_position, dispute_id)
);

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
