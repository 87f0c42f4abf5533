-- Appends a batch of requests in one statement. A request is one unit of work: all of its events or none. A request that
-- loses fails alone. Outcomes: 0 appended, 1 sequence conflict, 2 duplicate key, 3 recorded_at behind the head.
--
-- Nobody else writes events, and everybody takes the head row first and keeps it to the end of the transaction. So positions
-- are handed out in commit order and given back on abort: they have no gaps, and whoever sees position p sees all below.
-- Each statement here takes its own snapshot (READ COMMITTED, VOLATILE), after the lock, so the checks cannot be overtaken.
--
-- The caller sorts requests by recorded_at, and puts no two requests into one batch that name the same key, the same
-- directory entry or the same stream, except streams that both only append to the end of (event_seq null).
CREATE FUNCTION ledger_append(
    this_writer     uuid,
    this_batch      bigint,
    request_micros  bigint[],   -- recorded_at of each request
    request_events  int[],      -- number of events of each request
    event_request   int[],      -- 1-based index of the request
    event_index     int[],      -- 0-based place in the request
    event_stream    text[],
    event_seq       bigint[],   -- null: at the end of the stream
    event_uuid      uuid[],
    event_name      smallint[],
    event_micros    bigint[],   -- occurred_at
    event_salt      bytea[],
    event_payload   bytea[],
    event_meta      bytea[],
    key_request     int[],
    key_index       int[],      -- 0-based index of the event in the request
    key_source      text[],
    key_id          text[],
    key_hash        bytea[],
    entry_request   int[],
    entry_type      text[],
    entry_id        text[],
    entry_account   text[],
    OUT result_outcomes smallint[],
    OUT result_first bigint[]
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp
-- A plan is made once, when the tables may still be empty, and kept: only look-ups by index stay right as they grow.
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
DECLARE
    head_pos      bigint;
    head_recorded timestamptz;
    next_position bigint;
    r             int;
BEGIN
    SELECT next_pos, last_recorded INTO STRICT head_pos, head_recorded FROM ledger_head WHERE id = 1 FOR UPDATE;

    result_outcomes := array_fill(0::smallint, ARRAY[cardinality(request_micros)]);
    result_first := array_fill(-1::bigint, ARRAY[cardinality(request_micros)]);
    FOR r IN
        SELECT e.request
        FROM unnest(event_request, event_stream, event_seq) AS e(request, stream, seq)
        LEFT JOIN stream_head s ON s.stream_id = e.stream
        WHERE e.seq IS NOT NULL
        GROUP BY e.request, e.stream
        HAVING min(e.seq) <> coalesce(min(s.last_seq), -1) + 1 OR max(e.seq) - min(e.seq) + 1 <> count(*)
    LOOP
        result_outcomes[r] := 1;
    END LOOP;
    FOR r IN
        SELECT k.request
        FROM unnest(key_request, key_source, key_id) AS k(request, source, id)
        JOIN idempotency i ON i.source = k.source AND i.id = k.id
    LOOP
        result_outcomes[r] := 2;
    END LOOP;
    next_position := head_pos;
    FOR r IN 1 .. cardinality(request_micros) LOOP
        IF result_outcomes[r] = 0 AND ledger_micros(request_micros[r]) < head_recorded THEN
            result_outcomes[r] := 3;
        END IF;
        IF result_outcomes[r] = 0 THEN
            result_first[r] := next_position;
            next_position := next_position + request_events[r];
            head_recorded := ledger_micros(request_micros[r]);
        END IF;
    END LOOP;

    WITH accepted AS (
        SELECT result_first[e.request] + e.index AS position, e.*
        FROM unnest(event_request, event_index, event_stream, event_seq, event_uuid, event_name, event_micros, event_salt,
                    event_payload, event_meta)
             AS e(request, index, stream, seq, uuid, name, micros, salt, payload, meta)
        WHERE result_outcomes[e.request] = 0
    ), appended AS (
        INSERT INTO ledger_event
            (position, recorded_at, occurred_at, event_id, stream_seq, event_type, stream_id, salt, payload, meta)
        SELECT a.position, ledger_micros(request_micros[a.request]), ledger_micros(a.micros), a.uuid,
               coalesce(a.seq, coalesce(s.last_seq, -1) + row_number() OVER (PARTITION BY a.stream ORDER BY a.position)),
               a.name, a.stream, a.salt, a.payload, a.meta
        FROM accepted a
        LEFT JOIN stream_head s ON s.stream_id = a.stream
        ORDER BY a.position
        RETURNING position, stream_id, stream_seq
    )
    INSERT INTO stream_head AS s (stream_id, last_seq, first_pos, last_pos)
    SELECT a.stream_id, max(a.stream_seq), min(a.position), max(a.position)
    FROM appended a
    GROUP BY a.stream_id
    ON CONFLICT (stream_id) DO UPDATE SET last_seq = excluded.last_seq, last_pos = excluded.last_pos;

    INSERT INTO idempotency (source, id, position, content_hash, recorded_at)
    SELECT k.source, k.id, result_first[k.request] + k.index, k.hash, ledger_micros(request_micros[k.request])
    FROM unnest(key_request, key_index, key_source, key_id, key_hash) AS k(request, index, source, id, hash)
    WHERE result_outcomes[k.request] = 0;

    INSERT INTO directory (anchor_type, anchor_id, account_id)
    SELECT d.type, d.id, d.account
    FROM unnest(entry_request, entry_type, entry_id, entry_account) AS d(request, type, id, account)
    WHERE result_outcomes[d.request] = 0
    ON CONFLICT (anchor_type, anchor_id) DO UPDATE SET account_id = excluded.account_id;

    UPDATE append_batch
    SET batch_no = this_batch, outcomes = result_outcomes, first_pos = result_first, at = clock_timestamp()
    WHERE writer = this_writer AND batch_no = this_batch - 1;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'batch % of writer % was given up before it arrived', this_batch, this_writer
            USING ERRCODE = 'invalid_transaction_state';
    END IF;

    UPDATE ledger_head SET next_pos = next_position, last_recorded = head_recorded WHERE id = 1;
END $$;

-- Settles a batch whose answer was lost. Waits for the lost statement, if it runs; if it has not run, it never will.
CREATE FUNCTION ledger_settle(this_writer uuid, this_batch bigint, OUT result_outcomes smallint[], OUT result_first bigint[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
BEGIN
    PERFORM FROM ledger_head WHERE id = 1 FOR UPDATE;
    SELECT outcomes, first_pos INTO result_outcomes, result_first
    FROM append_batch WHERE writer = this_writer AND batch_no = this_batch;
    IF NOT FOUND THEN
        UPDATE append_batch SET batch_no = this_batch, outcomes = '{}', first_pos = '{}', at = clock_timestamp()
        WHERE writer = this_writer AND batch_no = this_batch - 1;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'writer % is not at batch %', this_writer, this_batch
                USING ERRCODE = 'invalid_transaction_state';
        END IF;
    END IF;
END $$;
