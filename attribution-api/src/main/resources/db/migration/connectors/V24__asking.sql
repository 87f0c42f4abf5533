-- A message that was counted in and leaves out something that the vendor is still to be asked for.
ALTER TABLE raw_message ADD COLUMN asks boolean NOT NULL DEFAULT false;
