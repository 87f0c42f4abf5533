-- STABLE, as the operator inside is: only then does the planner put the expression in place of a call for every row.
CREATE OR REPLACE FUNCTION ledger_micros(micros bigint) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
RETURN timestamptz 'epoch' + micros * interval '1 microsecond';

DROP FUNCTION ledger_append;

-- Appends a batch of requests in one statement. A request is one unit of work: all of its events or none. A request that
-- loses fails alone. Outcomes: 0 appended, 1 sequence conflict, 2 duplicate key, 3 recorded_at behind the head.
--
-- Nobody else writes events, and everybody takes the head row first and keeps it to the end of the transaction. So positions
-- are handed out in commit order and given back on abort: they have no gaps, and whoever sees position p sees all below.
-- Each statement here takes its own snapshot (READ COMMITTED, VOLATILE), after the lock, so the checks cannot be overtaken.
--
-- The caller sorts requests by recorded_at, and puts no two requests into one batch that name the same key, the same
-- directory entry or the same stream. So each stream of a batch has one request, and is looked up and moved once, however
-- many of the batch's events go to it.
CREATE FUNCTION ledger_append(
    this_writer     uuid,
    this_batch      bigint,
    request_micros  bigint[],   -- recorded_at of each request
    request_events  int[],      -- number of events of each request
    stream_request  int[],      -- 1-based index of the request; each stream once
    stream_name     text[],
    stream_from     bigint[],   -- sequence of its first event here; null: whatever comes next
    stream_events   int[],      -- number of events here
    stream_first    int[],      -- 0-based place in the request of the first event here
    stream_last     int[],      -- and of the last
    event_request   int[],      -- 1-based index of the request; requests in order
    event_index     int[],      -- 0-based place in the request
    event_stream    int[],      -- 1-based index of the stream
    event_offset    int[],      -- 0-based place among the events of its stream here
    event_uuid      uuid[],
    event_name      smallint[],
    event_micros    bigint[],   -- occurred_at
    event_stream_id text[],     -- again: to find the n-th of many texts takes n steps
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
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
#variable_conflict use_column
DECLARE
    head_pos      bigint;
    head_recorded timestamptz;
    next_position bigint;
    stream_next   bigint[];     -- sequence of the first event here, as the ledger has it
    r             int;
BEGIN
    SELECT next_pos, last_recorded INTO STRICT head_pos, head_recorded FROM ledger_head WHERE id = 1 FOR UPDATE;

    result_outcomes := array_fill(0::smallint, ARRAY[cardinality(request_micros)]);
    result_first := array_fill(-1::bigint, ARRAY[cardinality(request_micros)]);
    stream_next := ARRAY(
        SELECT coalesce(s.last_seq + 1, 0)
        FROM unnest(stream_name) WITH ORDINALITY AS e(name, number)
        LEFT JOIN stream_head s ON s.stream_id = e.name
        ORDER BY e.number);
    FOR s IN 1 .. cardinality(stream_name) LOOP
        IF stream_from[s] <> stream_next[s] THEN
            result_outcomes[stream_request[s]] := 1;
        END IF;
    END LOOP;
    IF cardinality(key_id) > 0 THEN
        FOR r IN
            SELECT k.request
            FROM unnest(key_request, key_source, key_id) AS k(request, source, id)
            JOIN idempotency i ON i.source = k.source AND i.id = k.id
        LOOP
            result_outcomes[r] := 2;
        END LOOP;
    END IF;
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

    INSERT INTO ledger_event
        (position, recorded_at, occurred_at, event_id, stream_seq, event_type, stream_id, salt, payload, meta)
    SELECT result_first[e.request] + e.index, ledger_micros(request_micros[e.request]), ledger_micros(e.micros), e.uuid,
           stream_next[e.stream] + e.of_stream, e.name, e.stream_id, e.salt, e.payload, e.meta
    FROM unnest(event_request, event_index, event_stream, event_offset, event_uuid, event_name, event_micros,
                event_stream_id, event_salt, event_payload, event_meta)
         AS e(request, index, stream, of_stream, uuid, name, micros, stream_id, salt, payload, meta)
    WHERE result_outcomes[e.request] = 0;

    INSERT INTO stream_head (stream_id, last_seq, first_pos, last_pos)
    SELECT e.name, e.next + e.events - 1, result_first[e.request] + e.first, result_first[e.request] + e.last
    FROM unnest(stream_request, stream_name, stream_next, stream_events, stream_first, stream_last)
         AS e(request, name, next, events, first, last)
    WHERE result_outcomes[e.request] = 0
    ON CONFLICT (stream_id) DO UPDATE SET last_seq = excluded.last_seq, last_pos = excluded.last_pos;

    IF cardinality(key_id) > 0 THEN
        INSERT INTO idempotency (source, id, position, content_hash, recorded_at)
        SELECT k.source, k.id, result_first[k.request] + k.index, k.hash, ledger_micros(request_micros[k.request])
        FROM unnest(key_request, key_index, key_source, key_id, key_hash) AS k(request, index, source, id, hash)
        WHERE result_outcomes[k.request] = 0;
    END IF;

    IF cardinality(entry_id) > 0 THEN
        INSERT INTO directory (anchor_type, anchor_id, account_id)
        SELECT d.type, d.id, d.account
        FROM unnest(entry_request, entry_type, entry_id, entry_account) AS d(request, type, id, account)
        WHERE result_outcomes[d.request] = 0
        ON CONFLICT (anchor_type, anchor_id) DO UPDATE SET account_id = excluded.account_id;
    END IF;

    UPDATE append_batch
    SET batch_no = this_batch, outcomes = result_outcomes, first_pos = result_first, at = clock_timestamp()
    WHERE writer = this_writer AND batch_no = this_batch - 1;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'batch % of writer % was given up before it arrived', this_batch, this_writer
            USING ERRCODE = 'invalid_transaction_state';
    END IF;

    UPDATE ledger_head SET next_pos = next_position, last_recorded = head_recorded WHERE id = 1;
END $$;
