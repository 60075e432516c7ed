"""DfE's own files, read once for all tests; without them these tests are skipped."""

from pathlib import Path

import pytest

from parentis.published.opening import open_published
from parentis.published.published import Published

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def downloads() -> Path:
    """The folder of DfE's files beside the project."""
    folder = REPOSITORY.parent / "shared" / "published"
    if not folder.is_dir():
        pytest.skip("DfE's published files are not beside the project")
    return folder


@pytest.fixture(scope="session")
def published(downloads: Path) -> Published:
    """Everything in that folder, of every release."""
    return open_published(downloads)
