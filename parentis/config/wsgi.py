"""What gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parentis.config.settings")

application = get_wsgi_application()

# What is loaded by now stays: nobody need look through it for garbage again and again.
gc.collect()
gc.freeze()
