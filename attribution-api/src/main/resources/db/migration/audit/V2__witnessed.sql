-- What this program, as a witness, cosigned last of each log that it watches.
CREATE TABLE witnessed (
  origin     text COLLATE "C" PRIMARY KEY,
  checkpoint text NOT NULL -- C2SP tlog-checkpoint, without signatures
);
