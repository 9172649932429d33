"""The site with votes as one writes them at first: look, then write, and the ballot beside the turnout."""
