"""What is rich in links in a saved page: the article's own, and the site's."""

import pytest

PROSE = "<p>The river has been the colour of the dye works for three weeks, and nobody in the town hall can say why that is so, number {}.</p>"
HEAD = '<head><title>The river</title><link rel="canonical" href="https://news.example.org/river"></head>'
ONE, TWO = (
    f'<a href="https://{host}.example.org/">{words}</a>'
    for host, words in (("press", "A paper of the council"), ("works", "The <em>yearly</em> report"))
)
LIST = f"<ul><li>{ONE}</li><li>{TWO}</li></ul>"
SHOWN = "- [A paper of the council](https://press.example.org/)\n- [The *yearly* report](https://works.example.org/)"


@pytest.fixture
def body(bench):
    """What a page's article becomes, of its parts around and behind six paragraphs."""

    def convert(between="", behind="", before="", around="<article>{}</article>"):
        prose = [PROSE.format(number) for number in range(6)]
        inside = "".join((before, *prose[:3], between, *prose[3:], behind))
        html = f'<!doctype html><html lang="en">{HEAD}<body><nav>{LIST}</nav>{around.format(inside)}</body></html>'
        bench.write({"page.html": html}).run(source="page.html", date="2019-03-04", check=True)
        return bench.body()

    return convert


@pytest.mark.parametrize(
    "behind",
    [
        f"<h2>Sources</h2>{LIST}",
        f"<h2>Notes</h2><p>{ONE}</p><p>{TWO}</p>",
        f"<section><h3>References</h3>{LIST}</section>",
        f"<p><strong>Sources:</strong></p>{LIST}",
    ],
)
def test_sources_behind_the_article(body, bench, behind):
    assert body(behind=behind).endswith("number 5.")
    assert [(it.url, it.title) for it in bench.front().sources[1:]] == [
        ("https://press.example.org/", "A paper of the council"),
        ("https://works.example.org/", "The yearly report"),
    ]
    assert bench.codes == []


@pytest.mark.parametrize(
    "parts",
    [
        {"between": LIST},
        {"behind": f"<p>These papers tell more:</p>{LIST}"},
        {"behind": f"<h2>Papers</h2>{LIST}"},
        {"between": LIST, "around": "<div>{}</div>"},
    ],
)
def test_lists_of_the_article(body, bench, parts):
    assert SHOWN in body(**parts)
    assert bench.codes == []


def test_a_short_paragraph_that_is_nearly_a_link(body):
    assert "\n\nIn [A paper of the council](https://press.example.org/)\n\n" in body(
        between=f"<p>In {ONE}</p>"
    )


@pytest.mark.parametrize(
    ("parts", "codes"),
    [
        ({"behind": f"<h2>Related articles</h2>{LIST}"}, []),
        ({"behind": f"<div class='share'>{LIST}</div>"}, []),
        (
            {"between": '<ul><li><a href="https://social.example.org/share?url=x">Tell others</a></li></ul>'},
            [],
        ),
        ({"behind": LIST.replace("press.", "news.")}, ["links-outside"]),
        ({"before": LIST}, ["links-outside"]),
    ],
)
def test_lists_of_the_site(body, bench, parts, codes):
    assert "](" not in body(**parts)
    assert bench.codes == codes
