"""Steps from each shape of the database to the next (Alembic); they travel inside the package."""
