"""`scaffold import --sql`: a dump, loaded into a scratch database by that database's own client."""
