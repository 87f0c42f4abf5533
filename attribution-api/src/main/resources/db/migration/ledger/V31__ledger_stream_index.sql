-- A stream's events are found by an index on the stream alone: as many entries of one stream share its name, it takes a
-- quarter of the room of one that also holds the sequence. That sequences are dense is seen to under the head row.
CREATE OR REPLACE FUNCTION ledger_ensure_partition(at_position bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
DECLARE
    number bigint := at_position >> 24;
    partition text := format('ledger_event_p%s', number);
BEGIN
    IF to_regclass(partition) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('ledger_ensure_partition', 0));
    IF to_regclass(partition) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE ledger_event INCLUDING ALL,
            CONSTRAINT bounds CHECK (position >= %s AND position < %s))', partition, number << 24, (number + 1) << 24);
    EXECUTE format('CREATE INDEX ON %I (stream_id)', partition);
    -- statement triggers of the parent do not fire for a statement that names the partition
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
            FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()', partition);
    EXECUTE format('ALTER TABLE ledger_event ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)',
            partition, number << 24, (number + 1) << 24);
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT bounds', partition); -- the partition's own bounds say the same
END $$;

DO $$
DECLARE
    made record;
BEGIN
    FOR made IN
        SELECT c.oid::regclass AS partition, i.indexrelid::regclass AS index
        FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid JOIN pg_index i ON i.indrelid = c.oid
        WHERE h.inhparent = 'ledger_event'::regclass AND NOT i.indisprimary
    LOOP
        EXECUTE format('DROP INDEX %s', made.index);
        EXECUTE format('CREATE INDEX ON %s (stream_id)', made.partition);
    END LOOP;
    FOR made IN
        SELECT c.conrelid::regclass AS partition, c.conname AS bounds
        FROM pg_inherits h JOIN pg_constraint c ON c.conrelid = h.inhrelid
        WHERE h.inhparent = 'ledger_event'::regclass AND c.contype = 'c' AND c.conislocal
          AND pg_get_constraintdef(c.oid) LIKE '%position%'
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', made.partition, made.bounds);
    END LOOP;
END $$;
