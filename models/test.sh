#!/usr/bin/env bash
# Tests models/. Finds or makes a Python with a CPU build of PyTorch, never the gigabytes of CUDA wheels, then runs pytest.
#   PYTHON=/path/to/python bash models/test.sh   uses that one, if it has what is needed
set -u
cd "$(dirname "$0")"
torch_version=2.13.0
debian_packages="python3-torch python3-venv python3-numpy python3-pil python3-yaml python3-psutil python3-requests python3-typing-extensions"
# pyproject.toml's list without torch, which is chosen here.
other_dependencies='
import tomllib
project = tomllib.load(open("pyproject.toml", "rb"))["project"]
wanted = project["dependencies"] + project["optional-dependencies"]["test"]
print(*(name for name in wanted if not name.startswith("torch")))'

good() {
  "$1" -c 'import sys; assert sys.version_info >= (3, 11)
import torch, numpy, diffusers, accelerate, safetensors, PIL, pytest
torch.from_numpy(numpy.zeros(1))' > /dev/null 2>&1
}

new_enough() {
  "$1" -c 'import sys; assert sys.version_info >= (3, 11); import venv, ensurepip' > /dev/null 2>&1
}

# PyTorch's CPU build as a wheel: from the index that pip is set up for, else from PyTorch's own. Both fail at once where
# the wheel is absent. On a Mac the plain wheel has no CUDA.
wheel_route() {
  local candidate python=""
  for candidate in python3.13 python3.12 python3.11 python3 /usr/bin/python3; do
    if new_enough "$candidate"; then python="$candidate" && break; fi
  done
  [ -n "$python" ] || return 1
  rm -rf .venv && "$python" -m venv .venv || return 1
  local pip=".venv/bin/python -m pip install --quiet --disable-pip-version-check"
  local wheel="torch==$torch_version+cpu"
  [ "$(uname)" = Darwin ] && wheel="torch==$torch_version"
  $pip "$wheel" > .venv/torch.log 2>&1 ||
    $pip --retries 1 --timeout 20 --index-url https://download.pytorch.org/whl/cpu "$wheel" > .venv/torch.log 2>&1 ||
    { echo "No wheel $wheel here."; return 1; }
  # shellcheck disable=SC2046
  $pip "$wheel" $(.venv/bin/python -c "$other_dependencies") && good .venv/bin/python
}

debian_route() {
  [ -x /usr/bin/apt-get ] || return 1
  if ! /usr/bin/python3 -c 'import torch, venv, ensurepip, PIL, yaml, psutil, requests, numpy' > /dev/null 2>&1; then
    [ "$(id -u)" = 0 ] || return 1
    echo "Installing Debian's PyTorch."
    # shellcheck disable=SC2086
    { apt-get -qq update; DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $debian_packages; } > /dev/null || return 1
  fi
  rm -rf .venv && /usr/bin/python3 -m venv --system-site-packages .venv || return 1
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --ignore-installed -r requirements-debian.txt && good .venv/bin/python
}

if [ -n "${PYTHON:-}" ] && good "$PYTHON"; then
  python="$PYTHON"
elif good .venv/bin/python; then
  python=.venv/bin/python
else
  [ -z "${PYTHON:-}" ] || echo "$PYTHON lacks something of pyproject.toml's list; setting up models/.venv instead."
  echo "Setting up models/.venv."
  wheel_route || debian_route || {
    echo "No CPU build of PyTorch found. Install torch >= 1.13 (a CPU build: torch==$torch_version+cpu, or Debian's" >&2
    echo "python3-torch) and the packages of models/pyproject.toml for a Python >= 3.11, and name that Python in PYTHON." >&2
    echo "0 passed, 1 failed"
    exit 1
  }
  python=.venv/bin/python
fi

"$python" -c 'import sys, torch; print("Python", sys.version.split()[0], "PyTorch", torch.__version__)'
report="$(mktemp)"
trap 'rm -f "$report"' EXIT
"$python" -m pytest --junitxml="$report"
status=$?
"$python" - "$report" "$status" << 'PYTHON'
import sys
from xml.etree import ElementTree

report, status = sys.argv[1], int(sys.argv[2])
try:
    counts = ElementTree.parse(report).find("testsuite").attrib
    total, skipped = int(counts["tests"]), int(counts["skipped"])
    failed = int(counts["failures"]) + int(counts["errors"])
except (ElementTree.ParseError, AttributeError):  # pytest did not get as far as a report
    total, skipped, failed = 0, 0, 0
if status != 0:
    failed = max(failed, 1)
print(f"{max(total - skipped - failed, 0)} passed, {failed} failed")
PYTHON
exit "$status"
