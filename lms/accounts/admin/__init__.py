"""People in the editor: who they are, and what they may do."""
