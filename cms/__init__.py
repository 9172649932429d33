"""Ground floor: blocks, page mixins, media, search, access, waiting work, printing. Knows neither plugin."""
