"""Speed, side by side in one run: ratios against a bare Django view, never a timed test."""

MEASURED = "equality-first-steps"  # the course whose pages are measured: real content
