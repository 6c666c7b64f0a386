"""`python -m webqueue` serves the review queue."""

import sys

from models.errors import ConfigurationError
from models.settings import load_settings
from webqueue.server import serve

if __name__ == "__main__":
    try:
        serve(load_settings())
    except ConfigurationError as error:
        sys.exit(f"{error.chinese}\n{error}")
