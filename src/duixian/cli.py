"""The command line `duixian`: reads its arguments, calls a room, prints what it says.

Each command is a module of `duixian.commands`; this one only gathers them.
"""
