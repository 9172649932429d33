"""Tests of the house itself: contracts, measures, texts, documents."""
