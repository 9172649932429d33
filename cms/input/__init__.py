"""Input cleaning: what a request carries is made fit for every database before anything else reads it."""
