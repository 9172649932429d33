"""What a person sees, in a real Chromium on the real demo."""
