"""Which of several processes runs which tests: a file's stay together.

What a module sets up for all its tests, such as a council that is crawled, is then made
once. pytest-xdist's own groups are not used: it marks them in a field that pytest has
not had since 9.2, and says nothing.
"""

from xdist.scheduler import LoadFileScheduling

# One site is served for all journeys, one council built for all questions of access.
TOGETHER = ("tests/journeys/", "tests/access/")


class FilesTogether(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        """The file of a test, or the folder whose files share what is dear to make."""
        folder = next((each for each in TOGETHER if nodeid.startswith(each)), None)
        return folder or super()._split_scope(nodeid)
