"""What comes in from outside is made fit for every database before anything else reads it."""
