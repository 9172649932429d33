"""The site as one builds it at first: facts stored one by one, and a lost database answered as any fault."""
