CREATE TABLE tally (word text PRIMARY KEY, times bigint NOT NULL, last_position bigint NOT NULL);
