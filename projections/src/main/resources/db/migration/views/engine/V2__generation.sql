-- Which set of the view's tables is the one asked and folded: 0 in view_<name>, n in view_<name>_g<n>. A rebuild fills the
-- next set beside it, under the checkpoint <name>@<n>, and moves this in the transaction in which both are equally far.
ALTER TABLE checkpoint ADD COLUMN generation int NOT NULL DEFAULT 0;
