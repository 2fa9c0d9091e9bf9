"""The demo in Python: the twin of `demo.cpp`, with the same options and the same table. It lives in the package, as `hobnob demo`."""

import sys

from hobnob import demo

sys.exit(demo.main())
