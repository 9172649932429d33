"""The wheel in sites of somebody else: see noxfile.py, and run.py for what is done there."""
