-- Appends a batch of requests when all of them can be, which is the rule: then nothing has to be looked up before it is
-- written, and a batch takes half as many statements. If any request would lose, nothing is appended, and the caller lets
-- ledger_append find out which. Fails with LG001, or with the unique violation of a key.
--
-- As there, the head row comes first and is kept to the end. The rows that decide (head, stream heads, keys) are read as
-- they are when they are locked, never by a snapshot taken before.
CREATE FUNCTION ledger_append_whole(
    this_writer     uuid,
    this_batch      bigint,
    first_micros    bigint,     -- recorded_at of the first request and of the last; between them it never goes back
    last_micros     bigint,
    events          int,
    stream_name     text[],     -- each stream once
    stream_from     bigint[],   -- sequence of its first event here; null: whatever comes next
    stream_events   int[],      -- number of events here
    stream_first    int[],      -- 0-based place in the batch of its first event
    stream_last     int[],      -- and of its last
    event_place     int[],      -- 0-based place in the batch
    event_recorded  bigint[],
    event_stream    int[],      -- 1-based index of the stream
    event_follow    int[],      -- number of events of its stream that follow here
    event_uuid      uuid[],
    event_name      smallint[],
    event_micros    bigint[],   -- occurred_at
    event_stream_id text[],     -- again: to find the n-th of many texts takes n steps
    event_salt      bytea[],
    event_payload   bytea[],
    event_meta      bytea[],
    key_place       int[],      -- 0-based place of the event in the batch
    key_recorded    bigint[],
    key_source      text[],
    key_id          text[],
    key_hash        bytea[],
    entry_type      text[],
    entry_id        text[],
    entry_account   text[]
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
#variable_conflict use_column
DECLARE
    first_position bigint;
    moved_name     text[];
    moved_last     bigint[];    -- sequence of its last event here
BEGIN
    WITH head AS (
        UPDATE ledger_head SET next_pos = next_pos + events, last_recorded = ledger_micros(last_micros)
        WHERE id = 1 AND last_recorded <= ledger_micros(first_micros)
        RETURNING next_pos - events AS position
    )
    UPDATE append_batch b
    SET batch_no = this_batch, outcomes = '{0}', first_pos = ARRAY[head.position], at = clock_timestamp()
    FROM head WHERE b.writer = this_writer AND b.batch_no = this_batch - 1
    RETURNING head.position INTO first_position;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not the whole batch can be appended' USING ERRCODE = 'LG001';
    END IF;

    WITH moved AS (
        INSERT INTO stream_head AS s (stream_id, last_seq, first_pos, last_pos)
        SELECT e.name, e.events - 1, first_position + e.first, first_position + e.last
        FROM (SELECT unnest(stream_name) AS name, unnest(stream_events) AS events, unnest(stream_first) AS first,
                     unnest(stream_last) AS last) e
        ON CONFLICT (stream_id) DO UPDATE
            SET last_seq = s.last_seq + excluded.last_seq + 1, last_pos = excluded.last_pos
        RETURNING stream_id, last_seq
    )
    SELECT array_agg(stream_id), array_agg(last_seq) INTO moved_name, moved_last FROM moved;
    IF moved_name <> stream_name THEN
        RAISE EXCEPTION 'streams were moved in another order than they were named in';
    END IF;
    FOR s IN 1 .. cardinality(stream_name) LOOP
        IF stream_from[s] <> moved_last[s] - stream_events[s] + 1 THEN
            RAISE EXCEPTION 'not the whole batch can be appended' USING ERRCODE = 'LG001';
        END IF;
    END LOOP;

    INSERT INTO ledger_event
        (position, recorded_at, occurred_at, event_id, stream_seq, event_type, stream_id, salt, payload, meta)
    SELECT first_position + e.place, ledger_micros(e.recorded), ledger_micros(e.micros), e.uuid,
           moved_last[e.stream] - e.follow, e.name, e.stream_id, e.salt, e.payload, e.meta
    FROM (SELECT unnest(event_place) AS place, unnest(event_recorded) AS recorded, unnest(event_stream) AS stream,
                 unnest(event_follow) AS follow, unnest(event_uuid) AS uuid, unnest(event_name) AS name,
                 unnest(event_micros) AS micros, unnest(event_stream_id) AS stream_id, unnest(event_salt) AS salt,
                 unnest(event_payload) AS payload, unnest(event_meta) AS meta) e;

    IF cardinality(key_id) > 0 THEN
        INSERT INTO idempotency (source, id, position, content_hash, recorded_at)
        SELECT k.source, k.id, first_position + k.place, k.hash, ledger_micros(k.recorded)
        FROM (SELECT unnest(key_place) AS place, unnest(key_recorded) AS recorded, unnest(key_source) AS source,
                     unnest(key_id) AS id, unnest(key_hash) AS hash) k;
    END IF;

    IF cardinality(entry_id) > 0 THEN
        INSERT INTO directory (anchor_type, anchor_id, account_id)
        SELECT d.type, d.id, d.account
        FROM (SELECT unnest(entry_type) AS type, unnest(entry_id) AS id, unnest(entry_account) AS account) d
        ON CONFLICT (anchor_type, anchor_id) DO UPDATE SET account_id = excluded.account_id;
    END IF;
    RETURN first_position;
END $$;
