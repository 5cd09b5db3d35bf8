"""What the law says: pure typed functions over dated tables.

Nothing here reads a clock, a database or a network; the day of work is always passed in.
"""
