"""Files dropped on the page are uploaded as those that are chosen."""

import base64
import zipfile

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

DROP_HERE = ".govuk-file-upload-button"
# A file as the desktop hands it to the browser.
AS_DROPPED = """([name, contents]) => {
    const bytes = Uint8Array.from(atob(contents), letter => letter.charCodeAt(0))
    const dropped = new DataTransfer()
    dropped.items.add(new File([bytes], name, { type: "application/zip" }))
    return dropped
}"""


def test_a_zip_is_dropped_on_the_page(
    signed_in, open_browser, another_return, tmp_path
):
    made = tmp_path / "return.zip"
    with zipfile.ZipFile(made, "w") as archive:
        archive.write(another_return / "2023" / "Episodes.csv", "Episodes.csv")
    contents = base64.b64encode(made.read_bytes()).decode()
    page = open_browser(signed_in)
    page.goto("/returns/upload-return/")
    transfer = page.evaluate_handle(AS_DROPPED, ["SSDA903 2023.zip", contents])

    for event in ("dragenter", "drop"):
        page.dispatch_event(DROP_HERE, event, {"dataTransfer": transfer})
    expect(page.locator(DROP_HERE)).to_contain_text("SSDA903 2023.zip")
    page.get_by_role("button", name="Upload", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("SSDA903 2023.zip")
    expect(page.get_by_text("ending 31 March 2023")).to_be_visible(timeout=60_000)
