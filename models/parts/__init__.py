"""Pieces of mathematics that several kinds of thing share."""
