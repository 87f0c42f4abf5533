-- Promises that nothing to come is recorded before an instant, although nothing was recorded at it: so that an answer as
-- of an earlier moment is final while the ledger is quiet. Appends hold their recorded_at against the same value.
CREATE FUNCTION ledger_pass(micros bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
    UPDATE ledger_head SET last_recorded = ledger_micros(micros) WHERE id = 1 AND last_recorded < ledger_micros(micros)
$$;
