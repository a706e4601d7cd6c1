"""Writes a safetensors file whose bytes depend on its contents alone (the safetensors package orders metadata at random)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import torch

DTYPES = {torch.float16: "F16", torch.float32: "F32", torch.int64: "I64"}


def content_sha256(tensors: dict[str, torch.Tensor]) -> str:
    """SHA-256 of the file's data section: all bytes after the header, the tensors in the order of their names."""
    digest = hashlib.sha256()
    for name in sorted(tensors):
        digest.update(tensor_bytes(tensors[name]))
    return digest.hexdigest()


def tensor_bytes(tensor: torch.Tensor) -> bytes:
    return tensor.cpu().contiguous().numpy().tobytes()


def write_safetensors(tensors: dict[str, torch.Tensor], metadata: dict[str, str], path: Path) -> None:
    """8 bytes of header length (little endian), the JSON header padded to a multiple of 8, then the data."""
    header: dict[str, object] = {"__metadata__": dict(sorted(metadata.items()))}
    offset = 0
    for name in sorted(tensors):
        tensor = tensors[name]
        end = offset + tensor.numel() * tensor.element_size()
        header[name] = {"dtype": DTYPES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    data = b"".join(tensor_bytes(tensors[name]) for name in sorted(tensors))
    path.write_bytes(len(text).to_bytes(8, "little") + text + data)


def read_metadata(path: Path) -> dict[str, str]:
    """The strings of the file's header."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        return json.loads(file.read(length)).get("__metadata__", {})
