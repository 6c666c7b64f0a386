"""Tests run side by side, one process a core, so each of them computes in one thread, as the reading processes do."""

from __future__ import annotations

import os

import cv2
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, settings

# Tesseract is a program of its own, and takes four threads unless its environment says otherwise.
os.environ["OMP_THREAD_LIMIT"] = "1"
# One set of keys for all tests, and for the processes that they start.
os.environ["ZHENGHE_PERSONAL_KEYS"] = Fernet.generate_key().decode()
os.environ["ZHENGHE_INDEX_KEY"] = "5a" * 32
cv2.setNumThreads(1)

# How long an example takes says more of the machine's load than of the code.
settings.register_profile("side by side", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("side by side")
