"""Asking after a service: who is invited and reminded, when, and what holds it back."""
