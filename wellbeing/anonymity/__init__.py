"""The anonymity wall: what many contribute is counted under noise, and what is told of it was told once.

groups   who is counted together
noise    the mechanism, its parameters and what they mean
box      the sealed ballot box, born with its noise
release  a box becomes one line of the log, or is withheld
ledger   what was spent, and when to stop
log      the signed chain of everything that was ever told
estimate, verdict   what may be read from it, and how sure that is
"""
