#!/bin/sh
# Once, when the database is made: the role that the service connects as, which owns nothing of the ledger's.
psql -v ON_ERROR_STOP=1 -v password="$SERVICE_PASSWORD" -v database="$POSTGRES_DB" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
CREATE ROLE attribution LOGIN PASSWORD :'password';
GRANT CREATE ON DATABASE :"database" TO attribution;
SQL
