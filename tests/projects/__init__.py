"""Sites that install fewer plugins: `cms` alone, `cms` with `courses`. The whole suite is the third: all of them."""
