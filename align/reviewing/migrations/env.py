"""What Alembic runs: the steps, on the connection and inside the transaction that `opening` hands over."""

from alembic import context

from align.reviewing.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
