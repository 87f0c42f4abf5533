-- As a view does that must be folded anew with its new tables.
TRUNCATE tally;
DELETE FROM view_engine.checkpoint WHERE view = '${view}';
