-- Puts exported events back where they were: at the head only, so that positions stay dense and a restore that was stopped
-- goes on where it stopped. The trigger on the table forbids changes; this only adds.
CREATE FUNCTION ledger_restore(
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
    key_index       int[],      -- 0-based index of the event
    key_source      text[],
    key_id          text[],
    key_hash        bytea[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
DECLARE
    head_pos bigint;
    events   int := cardinality(recorded_micros);
BEGIN
    SELECT next_pos INTO STRICT head_pos FROM ledger_head WHERE id = 1 FOR UPDATE;
    IF head_pos <> first_position THEN
        RAISE EXCEPTION 'position % cannot be restored: % follows', first_position, head_pos
            USING ERRCODE = 'restrict_violation';
    END IF;
    PERFORM ledger_ensure_partition(first_position);
    PERFORM ledger_ensure_partition(first_position + events - 1);

    INSERT INTO ledger_event
        (position, recorded_at, occurred_at, event_id, stream_seq, event_type, stream_id, salt, payload, meta)
    SELECT first_position + e.number - 1, ledger_micros(e.recorded), ledger_micros(e.occurred), e.uuid, e.seq, e.name,
           e.stream, e.salt, e.payload, e.meta
    FROM unnest(recorded_micros, occurred_micros, event_uuid, event_seq, event_name, event_stream, event_salt,
                event_payload, event_meta)
         WITH ORDINALITY AS e(recorded, occurred, uuid, seq, name, stream, salt, payload, meta, number);

    INSERT INTO stream_head (stream_id, last_seq, first_pos, last_pos)
    SELECT e.stream, max(e.seq), min(first_position + e.number - 1), max(first_position + e.number - 1)
    FROM unnest(event_stream, event_seq) WITH ORDINALITY AS e(stream, seq, number)
    GROUP BY e.stream
    ON CONFLICT (stream_id) DO UPDATE SET last_seq = excluded.last_seq, last_pos = excluded.last_pos;

    -- the first statement under a key keeps it, as it did when it came in
    INSERT INTO idempotency (source, id, position, content_hash, recorded_at)
    SELECT k.source, k.id, first_position + k.index, k.hash, ledger_micros(recorded_micros[k.index + 1])
    FROM unnest(key_index, key_source, key_id, key_hash) AS k(index, source, id, hash)
    ORDER BY k.index
    ON CONFLICT DO NOTHING;

    UPDATE ledger_head SET next_pos = first_position + events, last_recorded = ledger_micros(recorded_micros[events])
    WHERE id = 1;
END $$;

-- Ends a restore: from here on the ledger is another one than that which was exported, and says so.
CREATE FUNCTION ledger_restored(entry_type text[], entry_id text[], entry_account text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
BEGIN
    INSERT INTO directory (anchor_type, anchor_id, account_id)
    SELECT * FROM unnest(entry_type, entry_id, entry_account)
    ON CONFLICT (anchor_type, anchor_id) DO UPDATE SET account_id = excluded.account_id;
    UPDATE ledger_head SET epoch = epoch + 1 WHERE id = 1;
END $$;
