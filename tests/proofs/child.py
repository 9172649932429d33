"""Runs one function of a proof in a process of its own: `python -m tests.proofs.child module:function '[args]'`."""

import json
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    module, _, name = sys.argv[1].partition(":")
    print(json.dumps(getattr(import_module(module), name)(*json.loads(sys.argv[2]))))
