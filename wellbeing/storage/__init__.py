"""The database: sealed bodies, key slots and a few plain facts; the only importer of sqlalchemy."""
