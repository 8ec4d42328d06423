"""What ``gateway doctor`` looks at: everything the gateway depends on, each finding with a sentence and a remedy.

It must be of use when nothing works, so each look stands for itself: one that fails becomes a finding, never an error.
"""

from __future__ import annotations

from gateway.doctor.examination import Scope, examine
from gateway.doctor.finding import Finding

__all__ = ["Finding", "Scope", "examine"]
