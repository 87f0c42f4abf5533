-- Every checkpoint that was signed, for whoever asks later what the ledger was at a moment.
CREATE TABLE checkpoint (
  size      bigint      PRIMARY KEY,
  signed_at timestamptz NOT NULL,
  note      text        NOT NULL -- C2SP signed note over a tlog-checkpoint
);
CREATE INDEX checkpoint_by_time ON checkpoint (signed_at);

-- Every public key that has signed. An auditor does not take it from here, but from whoever vouches for the ledger.
CREATE TABLE signing_key (
  vkey  text COLLATE "C" PRIMARY KEY, -- C2SP verifier key
  since timestamptz NOT NULL
);
