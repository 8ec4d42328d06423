"""The edges: webhooks, aggregator, queue, clock, commands. The only package that knows Flask, RQ, HTTP and the environment."""
