#!/bin/sh
# sh run.sh --out report.json --minutes 9: the benchmark on this machine's GPU; other options as in docs/benchmarks.
here=$(cd "$(dirname "$0")" && pwd)
node=node
[ -x "$here/node" ] && node="$here/node"
# The machine's own Vulkan loader, where there is one.
if [ -d "$here/lib" ] && ! ldconfig -p 2>/dev/null | grep -q 'libvulkan\.so\.1'; then
  export LD_LIBRARY_PATH="$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
fi
exec "$node" "$here/run.mjs" "$@"
