"""Compile the catalogues into the wheel, so that any build of it speaks all its languages."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    """Put a compiled .mo beside each .po of the wheel. The source tree stays as it is."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a temporary folder, and name each file's place in the wheel."""
        self._folder = TemporaryDirectory()
        root = Path(self.root)
        for package in self.build_config.packages:
            for source in sorted((root / package).glob("**/LC_MESSAGES/*.po")):
                place = source.relative_to(root).with_suffix(".mo")
                target = Path(self._folder.name, str(place).replace("/", "+"))
                polib.pofile(str(source)).save_as_mofile(str(target))
                build_data["force_include"][str(target)] = str(place)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary folder."""
        self._folder.cleanup()
