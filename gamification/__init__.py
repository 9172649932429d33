"""Plugin: the club. Members, stars, votes, events, mentors, practices, and the speakers of #ЧоңОй."""
