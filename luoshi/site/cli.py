"""The console command `luoshi`: each word is a command of its own, loaded only when it is asked for."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True)
class Command:
    """A word of the command line: the module whose `run(arguments)` does it, and what it does."""

    module: str
    says: str


COMMANDS = {
    "read": Command("luoshi.site.reading_command", "读一份文件，列出任务、责任单位、期限和目标"),
}
_USAGE = "用法：luoshi 命令 [参数]；luoshi 命令 --help 看用法。\n\n命令："


def usage() -> str:
    """Return the commands there are, one to a line."""
    return "\n".join([_USAGE, *(f"  {word:<10}{one.says}" for word, one in COMMANDS.items())])


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one command and return the exit status: 0 done, 1 refused, 2 not understood."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in {"-h", "--help", "help"}:
        sys.stdout.write(usage() + "\n")
        return 0 if words else 2
    command = COMMANDS.get(words[0])
    if command is None:
        sys.stderr.write(f"没有“{words[0]}”这个命令。\n\n{usage()}\n")
        return 2
    status: int = import_module(command.module).run(words[1:])
    return status


if __name__ == "__main__":
    sys.exit(main())
