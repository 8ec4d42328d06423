"""What Alembic's own command runs: ``alembic -c storage/migrations/alembic.ini -x url=... revision --autogenerate -m ...``.

The gateway does not come through here: see ``storage.migrate``.
"""

from __future__ import annotations

from alembic import context

from storage.engine import connect
from storage.tables import metadata

with connect(context.get_x_argument(as_dictionary=True)["url"]).begin() as connection:
    context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
