"""All of the set-up, done once: `python3 -m deploy.set_up`.

This runs before anything is installed, so it needs nothing but Python's standard library. Each step leaves a stamp in
`.setup/` with a hash of what it was made from; a step whose stamp still holds is not done again.
"""
