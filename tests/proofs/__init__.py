"""Proofs with live processes: what must hold when everything happens at once, or half of it is killed."""
