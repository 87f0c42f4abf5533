-- The ledger: one dense, append-only order of events. Written by ledger_append alone.

-- The one row that every append locks; see ledger_append for why that makes positions dense and readers see a prefix.
CREATE TABLE ledger_head (
    id            smallint    PRIMARY KEY CHECK (id = 1),
    next_pos      bigint      NOT NULL,
    last_recorded timestamptz NOT NULL,
    epoch         int         NOT NULL -- bumped by every restore or failover procedure
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

INSERT INTO ledger_head VALUES (1, 0, 'epoch', 1);

-- Names of event types, so that a row holds two bytes for one.
CREATE TABLE ledger_name (
    id   smallint PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE ledger_event (
    position    bigint      NOT NULL,             -- 0-based, dense; the place in Axon's tracking token and in the Merkle tree
    recorded_at timestamptz NOT NULL,             -- never goes back along positions
    occurred_at timestamptz NOT NULL,             -- business time, as the source claims
    event_id    uuid        NOT NULL,
    stream_seq  bigint      NOT NULL,             -- 0-based, dense within the stream
    event_type  smallint    NOT NULL,             -- ledger_name
    stream_id   text COLLATE "C" NOT NULL,
    salt        bytea       NOT NULL CHECK (octet_length(salt) = 32), -- hides the payload behind its commitment
    payload     bytea       NOT NULL,             -- canonical JSON, UTF-8
    meta        bytea       NOT NULL,             -- canonical JSON, UTF-8
    PRIMARY KEY (position)
) PARTITION BY RANGE (position);

CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_event
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

-- Makes the partition that holds a position, if it is not there. A partition holds 2^24 = 256^3 events: one full subtree of
-- 256-wide tiles. It is indexed before it is attached, because ATTACH locks out neither readers nor writers.
CREATE FUNCTION ledger_ensure_partition(at_position bigint) RETURNS void
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
            CHECK (position >= %s AND position < %s))', partition, number << 24, (number + 1) << 24);
    EXECUTE format('CREATE UNIQUE INDEX ON %I (stream_id, stream_seq)', partition);
    -- statement triggers of the parent do not fire for a statement that names the partition
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
            FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()', partition);
    EXECUTE format('ALTER TABLE ledger_event ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)',
            partition, number << 24, (number + 1) << 24);
END $$;

SELECT ledger_ensure_partition(0);

CREATE TABLE stream_head (
    stream_id text COLLATE "C" PRIMARY KEY,
    last_seq  bigint NOT NULL,
    first_pos bigint NOT NULL,
    last_pos  bigint NOT NULL
) WITH (fillfactor = 70);

-- The last batch of each writer with what became of its requests: settles a commit whose answer was lost, and fences off
-- a statement that is still on its way when its writer has already given it up.
CREATE TABLE append_batch (
    writer    uuid        PRIMARY KEY,
    node      text        NOT NULL,
    batch_no  bigint      NOT NULL,
    outcomes  smallint[]  NOT NULL,
    first_pos bigint[]    NOT NULL,
    at        timestamptz NOT NULL
) WITH (fillfactor = 50);

-- The first delivery of each (source, id).
CREATE TABLE idempotency (
    source       text COLLATE "C" NOT NULL,
    id           text COLLATE "C" NOT NULL,
    position     bigint           NOT NULL,
    content_hash bytea            NOT NULL, -- SHA-256 of the canonical content
    recorded_at  timestamptz      NOT NULL,
    PRIMARY KEY (source, id)
);

-- Which account an id belongs to.
CREATE TABLE directory (
    anchor_type text COLLATE "C" NOT NULL,
    anchor_id   text COLLATE "C" NOT NULL,
    account_id  text COLLATE "C" NOT NULL,
    PRIMARY KEY (anchor_type, anchor_id)
) WITH (fillfactor = 70);

CREATE FUNCTION ledger_name_id(wanted text) RETURNS smallint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
DECLARE
    found_id smallint;
BEGIN
    LOCK TABLE ledger_name IN SHARE ROW EXCLUSIVE MODE;
    SELECT id INTO found_id FROM ledger_name WHERE name = wanted;
    IF found_id IS NULL THEN
        INSERT INTO ledger_name SELECT coalesce(max(id), 0) + 1, wanted FROM ledger_name RETURNING id INTO found_id;
    END IF;
    RETURN found_id;
END $$;

CREATE FUNCTION ledger_micros(micros bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN timestamptz 'epoch' + micros * interval '1 microsecond';
