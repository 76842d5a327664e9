"""Many drafts become public at once, with what one after the other would have left behind.

``ordinary`` says of which drafts that is known beforehand, ``loading`` reads them, ``writing``
writes them. Any other draft is published by its own ``publish()``.
"""
