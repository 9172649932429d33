"""Who looks after the club: a bundle of permissions. A site may split it among several groups."""

CODE = "club-administrators"
NAME = "Club administrators"
PERMISSIONS = (
    "wagtailadmin.access_admin",
    "cms.change_terminology",
    "gamification.manage_event",
    "gamification.manage_member",
    "gamification.manage_mentorship",
    "gamification.manage_poll",
    "gamification.manage_speakerlist",
    "gamification.manage_starrule",
    "gamification.reverse_starentry",
    "gamification.review_practice",
)
