"""The memory: tables, transactions, queries. Knows SQLAlchemy and nothing of the web, the queue or the aggregator."""
