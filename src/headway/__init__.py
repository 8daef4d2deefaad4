"""Headway: monitoring, evaluation and learning for campaigns that many offices run together."""

__version__ = "0.1.0"
