"""Speed, side by side in one run: ratios against a bare Django view, never a timed test."""
