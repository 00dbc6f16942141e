"""Writes GGUF version 3 (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md): metadata, and tensors as F32 or Q8_0."""
import struct
import numpy

F32, Q8_0, ALIGNMENT, BLOCK = 0, 8, 32, 32
ADDED = {"position_embd.weight", "token_types.weight"}
U32_TYPE, I32_TYPE, F32_TYPE, BOOL_TYPE, STRING_TYPE, ARRAY_TYPE = 4, 5, 6, 7, 8, 9


def string(text):
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def value(item):
    """Type number and bytes of a metadata value: bool, int (unsigned), float, str, or a list of int or of str."""
    match item:
        case bool(): return BOOL_TYPE, struct.pack("<?", item)
        case int(): return U32_TYPE, struct.pack("<I", item)
        case float(): return F32_TYPE, struct.pack("<f", item)
        case str(): return STRING_TYPE, string(item)
        case [str(), *_]: return ARRAY_TYPE, struct.pack("<IQ", STRING_TYPE, len(item)) + b"".join(map(string, item))
        case [int(), *_]: return ARRAY_TYPE, struct.pack("<IQ", I32_TYPE, len(item)) + struct.pack(f"<{len(item)}i", *item)
    raise TypeError(f"no GGUF type for {item!r}")


def q8_0(array):
    """Blocks of 32 values: a float16 scale (largest magnitude / 127), then 32 signed bytes."""
    blocks = array.astype(numpy.float32).reshape(-1, BLOCK)
    scale = (numpy.abs(blocks).max(axis=1) / 127).astype(numpy.float16)
    divisor = scale.astype(numpy.float32)
    quants = numpy.round(blocks / numpy.where(divisor == 0, 1, divisor)[:, None]).clip(-127, 127).astype(numpy.int8)
    packed = numpy.empty(len(blocks), dtype=[("scale", "<f2"), ("quants", "i1", BLOCK)])
    packed["scale"], packed["quants"] = scale, quants
    return packed.tobytes()


def write(path, metadata, tensors):
    """
    `tensors`: name to array, rows first. Where `metadata['general.file_type']` is 7, matrices that are multiplied or looked up become Q8_0; vectors
    and what is added (positions, token types) stay F32, the only type that llama.cpp adds.
    """
    quantised = metadata["general.file_type"] == 7
    header = b"".join(string(key) + struct.pack("<I", kind) + data for key, (kind, data) in ((k, value(v)) for k, v in metadata.items()))
    infos, blobs, offset = b"", [], 0
    for name, array in tensors.items():
        small = array.ndim == 1 or not quantised or array.shape[-1] % BLOCK or name in ADDED
        data = array.astype("<f4").tobytes() if small else q8_0(array)
        infos += string(name) + struct.pack(f"<I{array.ndim}Q", array.ndim, *array.shape[::-1]) + struct.pack("<IQ", F32 if small else Q8_0, offset)
        blobs.append(data + b"\0" * (-len(data) % ALIGNMENT))
        offset += len(blobs[-1])
    start = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(metadata)) + header + infos
    with open(path, "wb") as file: file.write(start + b"\0" * (-len(start) % ALIGNMENT) + b"".join(blobs))
