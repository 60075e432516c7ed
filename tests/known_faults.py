"""`make audit`: known faults in what we stand on, by pip-audit.

pip-audit calls a list clean that it could ask nobody about. Here what was not asked is
counted, and said. Ends with 1 where a fault is known, and never for want of a network.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = "requirements.lock"
SECONDS = 300


def told(report: dict[str, Any]) -> tuple[list[str], int, int]:
    """The faults, a line each; how many packages were asked about, and how many not."""
    packages = report["dependencies"]
    asked = [package for package in packages if "skip_reason" not in package]
    faults = [
        f"{package['name']} {package['version']}: {fault['id']}, mended in"
        f" {', '.join(fault['fix_versions']) or 'no version yet'}"
        for package in asked
        for fault in package["vulns"]
    ]
    return faults, len(asked), len(packages) - len(asked)


def main() -> int:
    pip_audit = Path(sys.executable).parent / "pip-audit"
    try:
        ran = subprocess.run(
            [
                *(pip_audit, "--requirement", LOCK, "--no-deps", "--disable-pip"),
                *("--format=json", "--progress-spinner=off"),
            ],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        faults, asked, not_asked = told(json.loads(ran.stdout))
    except (subprocess.TimeoutExpired, ValueError):
        print("The list of known faults could not be reached. Nothing was checked.")
        return 0
    for fault in faults:
        print(fault)
    if not asked:
        print("The list of known faults could not be reached. Nothing was checked.")
    else:
        print(f"{asked} packages were checked: {len(faults)} known faults.")
        if not_asked:
            print(f"{not_asked} packages are not in the list, and were not checked.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
