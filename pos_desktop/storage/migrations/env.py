"""Alembic's entry: runs the migrations on the connection that `run.upgrade` hands over."""

from alembic import context

from pos_desktop.storage.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=False, render_as_batch=True)
context.run_migrations()
