"""A survey tried out on a phone, by the engine that talks to citizens; nothing is stored or sent."""
