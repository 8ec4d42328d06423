"""Assertions in the modules that these tests share say what was unequal, as those in the tests do."""

import pytest

pytest.register_assert_rewrite("morning", "running_house", "web_processes", "whole_way")
