-- A message whose body was destroyed, because somebody who was named in it was erased. Its hash stays.
ALTER TABLE raw_message ADD COLUMN erased boolean NOT NULL DEFAULT false;
