"""The sample courts: invented, seeded, and adding up to figures that were published.

plan.py draws everything without a database; fill.py writes it through the actions that people use.
"""
