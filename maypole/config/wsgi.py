"""What the web server loads: everything at once, so that the first visitor waits for none of it."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maypole.config.settings")
gc.disable()  # what is loaded now stays: looking it over for rubbish again and again takes a fifth of a start
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 (reading it loads the views)
gc.freeze()
gc.enable()
