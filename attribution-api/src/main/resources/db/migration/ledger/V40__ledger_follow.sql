-- Takes over what a log outside of this database has already recorded: at the head only, as ledger_restore does, and with
-- what account each id belongs to from then on. What was promised of times that have passed (ledger_pass) stays promised.
CREATE FUNCTION ledger_follow(
    first_position  bigint,
    recorded_micros bigint[],
    occurred_micros bigint[],
    event_uuid      uuid[],
    event_seq       bigint[],
    event_name      smallint[],
    event_stream    text[],
    event_salt      bytea[],
    event_payload   bytea[],
    event_meta      bytea[],
    key_index       int[],
    key_source      text[],
    key_id          text[],
    key_hash        bytea[],
    entry_type      text[],
    entry_id        text[],
    entry_account   text[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
DECLARE
    passed timestamptz;
BEGIN
    SELECT last_recorded INTO STRICT passed FROM ledger_head WHERE id = 1 FOR UPDATE;
    PERFORM ledger_restore(first_position, recorded_micros, occurred_micros, event_uuid, event_seq, event_name,
        event_stream, event_salt, event_payload, event_meta, key_index, key_source, key_id, key_hash);
    UPDATE ledger_head SET last_recorded = greatest(last_recorded, passed) WHERE id = 1;

    -- one id may have changed hands more than once in a page: the last one counts
    INSERT INTO directory (anchor_type, anchor_id, account_id)
    SELECT DISTINCT ON (d.type, d.id) d.type, d.id, d.account
    FROM unnest(entry_type, entry_id, entry_account) WITH ORDINALITY AS d(type, id, account, number)
    ORDER BY d.type, d.id, d.number DESC
    ON CONFLICT (anchor_type, anchor_id) DO UPDATE SET account_id = excluded.account_id;
END $$;
