-- Nearly all claims have ended: the few that stand are found without them.
CREATE INDEX deal_claim_by_end ON deal_claim (to_position);
