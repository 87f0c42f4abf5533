-- Every event, once: a second fold of one breaks the key, a skipped one is missing.
CREATE TABLE census (position bigint PRIMARY KEY, stream_id text NOT NULL, stream_seq bigint NOT NULL);
