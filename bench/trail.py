"""Verifying a million entries offline: seconds and memory, on a file made for the purpose.

Run it with `python -m bench.trail [COUNT]`. The budget is DESIGN 8: 1,000,000 entries in 60 seconds
on one core, in constant memory.
"""

import resource
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from time import perf_counter
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from luoshi.trail import canonical, heads, merkle, offline

DEEDS = ("matter.sign", "report.submit", "claim.make", "claim.verify", "matter.write_off")
UNITS = ("市发展改革局", "市住房城乡建设局", "云溪县人民政府", "市水务局")
MOMENT = "2026-03-02T01:02:03.000000Z"


def lines(count: int, *, every: int = 100_000, seed: int = 7) -> Iterator[bytes]:
    """Yield the lines of an export of `count` made-up entries, with a head every so many."""
    chance, key, frontier = Random(seed), Ed25519PrivateKey.generate(), merkle.Frontier()
    yield offline.FIRST_LINE
    for index in range(count):
        words = _words(chance, index)
        columns = {
            "id": str(UUID(int=chance.getrandbits(128))),
            "deed": chance.choice(DEEDS),
            "about_kind": "matter",
            "about_id": str(UUID(int=chance.getrandbits(128))),
            "at": MOMENT,
            "person_id": str(UUID(int=chance.getrandbits(128))),
            "post_id": str(UUID(int=chance.getrandbits(128))),
            "unit_id": str(UUID(int=chance.getrandbits(128))),
            "before": "ISSUED",
            "after": "SIGNED",
            "key": f"{chance.getrandbits(128):032x}",
        }
        form = canonical.form(index, MOMENT, columns, canonical.commitments(words))
        frontier.append(sha256(b"\x00" + form.encode()).digest())
        yield f"leaf\t{form}\t{canonical.text_of(words)}\n".encode()
        if frontier.size % every == 0 or frontier.size == count:
            head = heads.sign(frontier.size, frontier.root().hex(), MOMENT, key)
            yield f"head\t{head.line()}\n".encode()
    yield f'end\t{{"size":{count}}}\n'.encode()


def _words(chance: Random, index: int) -> dict[str, list[str]]:
    said = {
        "about_title": f"关于推进第{index}号老旧小区供水管网改造的事项",
        "person_name": f"经办人{index % 977}",
        "post_name": f"{chance.choice(UNITS)}·科员",
        "facts.statement": canonical.text_of(f"已完成管网改造{index % 90}公里，其余按计划推进。"),
        "facts.percent": canonical.text_of(index % 101),
    }
    return {name: [f"{chance.getrandbits(128):032x}", text] for name, text in said.items()}


def main() -> None:
    """Make the file, verify it, print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.trail"
        with path.open("wb") as out:
            out.writelines(lines(count))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = perf_counter()
        verdict = offline.verify_file(path)
        seconds = perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{count} entries, {path.stat().st_size / 1e6:.0f} MB, sound: {verdict.sound}")
    print(f"{seconds:.1f} s ({count / seconds:.0f}/s), memory grew by {after - before} KiB")


if __name__ == "__main__":
    main()
