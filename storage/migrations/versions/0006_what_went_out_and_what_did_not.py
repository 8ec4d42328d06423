"""When a mail's content began to go out, and why a report's figures are kept back from others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"


def upgrade() -> None:
    op.add_column("mails", sa.Column("begun_at_ms", sa.BigInteger(), nullable=True))
    op.add_column("reports", sa.Column("withheld", sa.Text(), server_default="", nullable=False))
