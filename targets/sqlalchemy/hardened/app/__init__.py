"""Carebook: bookings and records for small practices."""
__version__ = "2.7.1"
