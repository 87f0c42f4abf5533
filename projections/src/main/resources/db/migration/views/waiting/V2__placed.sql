-- Nearly all parked facts have found their account: what waited at a late moment is found without them.
CREATE INDEX parked_placed ON parked (placed_at) WHERE placed_at IS NOT NULL;
