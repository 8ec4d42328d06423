"""A made-up country that talks to the gateway for months: invented offices and people, the real engine, the real filing."""
