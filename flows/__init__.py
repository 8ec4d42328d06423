"""The survey language: load, check, take a turn, fit the screen. Pure: no clock, no environment, no database."""
