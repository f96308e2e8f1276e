"""The door for a web server."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings")
application = get_wsgi_application()
# Once the house is set up: what this imports asks for its settings.
import_module("luoshi.site.starting").settle()
