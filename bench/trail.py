"""Verifying a million entries offline: seconds and memory, on a file made for the purpose.

Run it with `python -m bench.trail [COUNT]`. Budget (docs/README.md): 1,000,000 entries in 60
seconds on one core, in constant memory, measured against a file a hundred times smaller.
"""

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
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


@dataclass(frozen=True)
class Measured:
    """One verification in a process of its own.

    :param peak: the most memory the process ever held, in KiB
    """

    sound: bool
    leaves: int
    seconds: float
    peak: int


def measure(count: int, folder: Path) -> Measured:
    """Make a file of so many entries, verify it in a process of its own, remove it."""
    path = folder / f"made-{count}.trail"
    with path.open("wb") as out:
        out.writelines(lines(count))
    told = subprocess.run(
        [sys.executable, "-m", "bench.trail", str(path)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent,
    ).stdout
    path.unlink()
    return Measured(**json.loads(told))


def verify(path: Path) -> Measured:
    """Verify a file and say what it took."""
    start = perf_counter()
    verdict = offline.verify_file(path)
    seconds = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Measured(verdict.sound, verdict.leaves, seconds, peak)


def main() -> None:
    """Verify a file that was named, or measure a small and a large one and print the figures."""
    asked = sys.argv[1] if len(sys.argv) > 1 else "1000000"
    if not asked.isdigit():
        print(json.dumps(asdict(verify(Path(asked)))))
        return
    with tempfile.TemporaryDirectory() as folder:
        for count in (int(asked) // 100, int(asked)):
            told = measure(count, Path(folder))
            rate = told.leaves / told.seconds
            print(
                f"{told.leaves} entries: sound {told.sound}, {told.seconds:.1f} s"
                f" ({rate:.0f}/s), peak {told.peak} KiB"
            )


if __name__ == "__main__":
    main()
