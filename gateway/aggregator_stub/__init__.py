"""A fake of Africa's Talking that speaks real HTTP: for a newcomer's first dial, for the tests and for load runs.

``Aggregator`` is the fake itself, usable in one process; ``app.create_stub`` puts HTTP and a phone in the browser around it.
"""
