"""Where `parse` differs from Python's `email` and is right, or as right: told by a predicate."""

import re
from collections import namedtuple

Rule = namedtuple("Rule", "name fields holds reason")

KNOWN_MAIL = []
