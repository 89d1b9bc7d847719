"""Cleaned drawings in a real browser, opened by their own address: nothing acts, nothing is fetched."""

from pathlib import Path

import pytest

from browsing import needs_chromium
from sitegen import images

from . import pictures
from .test_svg import ATTACKS, HEAD

CLICK = "document.querySelectorAll('*').forEach((e) => e.dispatchEvent(new MouseEvent('click')))"

pytestmark = [pytest.mark.browser, needs_chromium]


@pytest.fixture
def page(browser):
    made = browser.new_page()
    yield made
    made.close()


def opened(page, folder: Path, drawings):
    """What happens when each drawing is opened: dialogs, messages, requests beyond the file itself."""
    seen = []
    page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: seen.append(message.text))
    page.on(
        "request", lambda request: seen.append(request.url) if not request.is_navigation_request() else None
    )
    for number, drawing in enumerate(drawings):
        file = folder / f"{number}.svg"
        file.write_bytes(drawing)
        page.goto(file.as_uri())
        page.evaluate(CLICK)
    return seen


def test_attacks_do_nothing_once_cleaned(page, tmp_path):
    drawings = [
        images.clean(f"{HEAD} onload='alert(1)'>{attack}</svg>".encode(), "a.svg") for attack in ATTACKS
    ]
    assert all(isinstance(drawing, bytes) for drawing in drawings)
    assert opened(page, tmp_path, drawings) == []


def test_the_browser_would_have_acted_on_them_as_they_came(page, tmp_path):
    """Or the test above would prove nothing."""
    raw = [f"{HEAD}>{attack}</svg>".encode() for attack in ATTACKS[:8]]
    assert "1" in opened(page, tmp_path, raw)


def test_a_cleaned_drawing_looks_as_before(page, tmp_path):
    data = (
        f'{HEAD} viewBox="0 0 10 10"><style>.a{{fill:url(#g)}}</style><defs><linearGradient id="g">'
        '<stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient></defs>'
        '<rect class="a" width="10" height="10"/><use xlink:href="#none"/><script>document.title</script>'
        '<circle cx="5" cy="5" r="3" style="fill:lime" filter="none"/></svg>'
    ).encode()
    shots = []
    for name, drawing in (("before", data), ("after", images.clean(data, "a.svg"))):
        (tmp_path / f"{name}.svg").write_bytes(drawing)
        page.set_viewport_size({"width": 60, "height": 60})
        page.goto((tmp_path / f"{name}.svg").as_uri())
        shots.append(pictures.opened(page.screenshot()).tobytes())
    assert shots[0] == shots[1]
    assert len(set(shots[0])) > 10
