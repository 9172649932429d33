"""Files of private collections: pictures, recordings and captions that not everybody may see."""

from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction
from wagtailmedia.models import Media

from cms.media.models import CaptionTrack


def restrictions_of(path: str) -> list[CollectionViewRestriction]:
    """What restricts the file, through its collection and those above it: one query where nothing is restricted."""
    restrictions = list(CollectionViewRestriction.objects.select_related("collection"))
    places = _places(path) if restrictions else []
    return [one for one in restrictions if any(place.startswith(one.collection.path) for place in places)]


def _places(path: str) -> list[str]:
    """Where in the tree of collections the file lies; nowhere when no record names it."""
    renditions = get_image_model().get_rendition_model().objects.filter(file=path)
    collections = {
        *renditions.values_list("image__collection", flat=True),
        *Media.objects.filter(file=path).values_list("collection", flat=True),
        *Media.objects.filter(thumbnail=path).values_list("collection", flat=True),
        *CaptionTrack.objects.filter(file=path).values_list("media__collection", flat=True),
    }
    return list(Collection.objects.filter(pk__in=collections).values_list("path", flat=True))
