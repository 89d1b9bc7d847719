"""`sitegen capture`: keep what articles rest on, before it is gone.

`plan` says what to ask (pure), `services/` what each provider is asked and what its answers mean (pure),
`settle` what becomes of a snapshot (pure), `run` does it: ask, write each answer at once, report.
"""
