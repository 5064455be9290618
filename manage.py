#!/usr/bin/env python
"""Run Maypole's commands: python manage.py --help."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maypole.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
