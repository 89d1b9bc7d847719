"""HTML as people paste it: words beside blocks, marks around blocks, lists in lists."""

import pytest

from sitegen import markup
from sitegen.importing.body import pictures
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.html import tomarkdown
from sitegen.importing.wordpress import autop


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ol><li>One\n<p>more</p></li><li>Two</li></ol>", "1. One\n\n    more\n\n2. Two\n"),
        ("<ul><li>One<br><br>more</li><li>Two</li></ul>", "- One\n\n    more\n\n- Two\n"),
        ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n    b\n\n- c\n"),
        ("<ul><li>a<blockquote>q</blockquote></li><li>c</li></ul>", "- a\n\n    > q\n\n- c\n"),
        ("<ul><li>a<ul><li>b</li></ul>c</li><li>d</li></ul>", "- a\n\n    - b\n\n    c\n\n- d\n"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n    - b\n- c\n"),
        ("<ul><li><div>a</div><div>b</div></li><li>c</li></ul>", "- a\n\n    b\n\n- c\n"),
        ("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n    - b\n- c\n"),
        ("<ul><li>1. a</li></ul>", "- 1\\. a\n"),
        ("<ul><li><dl><dt>t</dt><dd>d</dd></dl></li><li>c</li></ul>", "- t\n\n    :   d\n\n- c\n"),
        ("<ul><li>a<table><tr><td>x</td></tr></table></li><li>c</li></ul>",
         "- a\n\n    <table><tr><td>x</td></tr></table>\n\n- c\n"),
    ],
)  # fmt: skip
def test_items_hold_all_that_is_theirs(html, text):
    assert tomarkdown.markdown(html) == text


def test_marks_of_word_are_no_text():
    assert tomarkdown.markdown("<p>a<![if !x]>b<![endif]> <![w-x><![[y>c<![CDATA[d]]></p>") == "ab cd\n"


@pytest.mark.parametrize(
    ("block", "shown"),
    [
        (
            "<blockquote><p>One.</p><p>Two.</p></blockquote>",
            "<blockquote>\n<p>One.</p>\n<p>Two.</p>\n</blockquote>",
        ),
        (
            "<blockquote><ul><li>a</li><li>b</li></ul></blockquote>",
            "<li>a</li>\n<li>b</li>\n</ul>\n</blockquote>",
        ),
        ("<pre>a\n\n  b</pre>", "<pre><code>a\n\n  b\n</code></pre>"),
    ],
)
@pytest.mark.parametrize("opening", ["<ul><li>", "<ol><li>", '<ol start="10"><li>', "<ul><li>x<ul><li>"])
@pytest.mark.parametrize("more", ["", "<p>more</p>"])
def test_an_item_may_begin_with_a_quotation_or_code(block, shown, opening, more):
    page = markup.convert(tomarkdown.markdown(f"{opening}{block}{more}</li><li>c")).html
    assert shown in page
    assert page.count("<code>") == block.count("<pre>")
    assert (more in page, page.count("<li>c") + page.count("<li>\n<p>c")) == (True, 1)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<blockquote><ol><li>x</li><li>y</li></ol></blockquote>", "> 1. x\n> 2. y\n"),
        ("<blockquote><h4>H</h4>words</blockquote>", "> #### H\n>\n> words\n"),
        ("<blockquote><blockquote>q</blockquote></blockquote>", "> > q\n"),
        ("<blockquote># no heading</blockquote>", "> \\# no heading\n"),
        ("<ul><li><h3>H</h3></li><li>\n<blockquote>q</blockquote></li></ul>", "- ### H\n- > q\n"),
        ("<h2>H</h2>1. no list<p>- nor this</p>", "## H\n\n1\\. no list\n\n\\- nor this\n"),
        ("<dl><dt>#a</dt><dd>b</dd></dl>", "\\#a\n:   b\n"),
        ("<figure><blockquote><p>q</p><cite>- b</cite></blockquote></figure>", "> q\n>\n> \\- b\n"),
        ("<p><em>C:\\</em> <b>x</b>{y} <code>a</code><code>b</code>", "*C:\\\\* **x**\\{y} `ab`\n"),
    ],
)
def test_marks_of_blocks_are_marks_and_words_are_words(html, text):
    assert tomarkdown.markdown(html) == text


@pytest.mark.parametrize("around", ["{}", "<blockquote>{}</blockquote>", "<ul><li>x<p>y</p>{}</li></ul>"])
@pytest.mark.parametrize(
    "block",
    [
        '<table><tr><td rowspan="2">{}</td></tr></table>',
        '<figure><img src="a.png" alt="c"><figcaption>{} <b>b</b></figcaption></figure>',
    ],
)
def test_words_of_html_are_words_wherever_it_stands(block, around):
    page = markup.convert(tomarkdown.markdown(around.format(block.format("5*6* __x__ [y](z) `a`"))))
    assert "5*6* __x__ [y](z) `a`" in page.html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<a href="https://a.example/"><h3>H</h3><p>b</p></a>',
         "### [H](https://a.example/)\n\n[b](https://a.example/)\n"),
        ("<strong><p>a</p><p>b</p></strong>", "**a**\n\n**b**\n"),
        ('<b style="font-weight: normal"><p>a</p></b>', "a\n"),
        ("<em>Ab</em><em>cd</em> <b>a<b>b</b></b>", "*Abcd* **ab**\n"),
        ("<p><em>* star</em> 2 * 3</p>", "*\\* star* 2 * 3\n"),
        ("<dl><dt>One</dt><dt>Two</dt><dd>a</dd></dl>", "One\nTwo\n:   a\n"),
        ('<strike>a</strike> <s>b</s> <span style="text-decoration: line-through">c</span>',
         "<del>a</del> <del>b</del> <del>c</del>\n"),
        ("<pre>a<br>  b</pre>", "```\na\n  b\n```\n"),
        ('<p>a <video src="b.mp4"></video> c</p>', 'a\n\n<video controls src="b.mp4"></video>\n\nc\n'),
        ('<a href="?a=1&section=3">a</a>', "[a](?a=1&section=3)\n"),
    ],
)  # fmt: skip
def test_marks_around_blocks_go_into_them(html, text):
    assert tomarkdown.markdown(html) == text


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("<blockquote>a</blockquote><blockquote>b</blockquote>", "<blockquote>"),
        ("<ul><li>a</li></ul>\n<ul><li>b</li></ul>", "<ul>"),
        ("<p>x</p><ul><li>a</li></ul><p>y</p><ul><li>b</li></ul>", "<ul>"),
        ("<blockquote>a</blockquote>\n<figure><blockquote>b</blockquote></figure>", "<blockquote>"),
        (
            "<figure> <blockquote>a</blockquote></figure><div><figure><blockquote>b</blockquote></figure></div>",
            "<blockquote>",
        ),
        ("<div><p>x</p><ul><li>a</li></ul></div><section><ul><li>b</li></ul></section>", "<ul>"),
    ],
)
def test_what_stands_in_a_row_stays_apart(html, count):
    assert markup.convert(tomarkdown.markdown(html)).html.count(count) == 2


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<div dir="rtl">a<p>b</p></div>c', "a\n{: dir=rtl }\n\nb\n{: dir=rtl }\n\nc\n"),
        ('<h3 style="direction: rtl" id="k">a</h3>', "### a {#k dir=rtl}\n"),
        ('<ul dir="rtl"><li>a</li><li>b</li></ul>', "- a\n    {: dir=rtl }\n- b\n    {: dir=rtl }\n"),
        ('<blockquote dir="rtl">a</blockquote>', "> a\n> {: dir=rtl }\n"),
        ('a <span dir="rtl">b</span> <bdo dir="rtl">c</bdo>',
         'a <span dir="rtl">b</span> <bdo dir="rtl">c</bdo>\n'),
        ('<table dir="rtl"><tr><th>a</th></tr></table>', '<table dir="rtl"><tr><th>a</th></tr></table>\n'),
    ],
)  # fmt: skip
def test_a_direction_stays_with_all_that_it_is_given_to(html, text):
    assert tomarkdown.markdown(html) == text


def test_the_direction_of_the_article_needs_no_words():
    sheet = Manuscript("", "a.xml", direction="rtl")
    html = '<div dir="rtl"><p>a</p><p dir="ltr">b <span dir="ltr">c</span></p></div>'
    assert tomarkdown.markdown(html, sheet) == "a\n\nb c\n{: dir=ltr }\n"


def test_directions_reach_the_page():
    html = '<div dir="rtl"><ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><h3>d</h3></div>'
    assert markup.convert(tomarkdown.markdown(html)).html.count('dir="rtl"') == 4


def test_places_that_links_lead_to_keep_their_names():
    html = '<p id="a">a</p><p><span id="b">b</span> <i id="c">c</i></p><a href="#b">d</a> <a name="e" href="/f">f</a>'
    assert tomarkdown.markdown(html) == (
        'a\n{: #a }\n\n<a id="b"></a>b *c*\n\n[d](#b) <a id="e"></a>[f](/f)\n'
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<b>One\n\nTwo</b> three", "**One**\n\n**Two** three\n"),
        ('<a href="/x"><h3>Head</h3></a>after', "### [Head](/x)\n\nafter\n"),
        ("<b>never\n\nclosed", "**never**\n\nclosed\n"),
        ('<a name="x">one\n\ntwo</a>', '<a id="x"></a>one\n\ntwo\n'),
    ],
)
def test_marks_go_on_over_blank_lines(html, text):
    assert tomarkdown.markdown(autop.autop(html)) == text


def test_a_caption_that_looks_like_a_citation_or_code_stays_what_it_was():
    html = '<figure><img src="a.png" alt="Reeds"><figcaption>`Photo` "[@river]"</figcaption></figure>'
    for text in (tomarkdown.markdown(html), pictures.markdown("a.png", "Reeds", '`Photo` "[@river]"')):
        page = markup.convert(text)
        assert page.problems == ()
        assert '<figcaption>`Photo` "[@river]"</figcaption>' in page.html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ul><li>a<li>b<li>c</ul>d", "- a\n- b\n- c\n\nd\n"),
        ("<ul><li>a<ul><li>x<li>y</ul><li>b</ul>", "- a\n    - x\n    - y\n- b\n"),
        ("<ul><li><div>a<li>b</ul>", "- a\n- b\n"),
        ("<dl><dt>One<dt>Two<dd>a<dt>Three<dd>b</dl>", "One\nTwo\n:   a\n\nThree\n:   b\n"),
        ("<p>a<p>b<blockquote><p>c<p>d</blockquote>", "a\n\nb\n\n> c\n>\n> d\n"),
        ("<table><thead><tr><th>a<th>b<tbody><tr><td>1<td>2<tr><td>3<td>4</table>",
         "| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n"),
    ],
)  # fmt: skip
def test_ends_that_html_lets_people_leave_out(html, text):
    assert tomarkdown.markdown(html) == text


def test_many_ends_that_are_left_out_are_no_depth():
    sheet = Manuscript("", "a.xml")
    assert tomarkdown.markdown("<p>a" * 1000 + "<ul>" + "<li>b" * 1000, sheet).count("\n\n") == 1000
    assert sheet.problems == []


@pytest.mark.parametrize(
    "html",
    [
        '<ol type="a"><li>a</li><li>b</li></ol>',
        '<ol reversed=""><li>a</li><li>b</li></ol>',
        '<ol><li value="7">a</li><li value="9">b</li></ol>',
        '<ol start="-1"><li>a</li></ol>',
    ],
)
def test_numbers_that_markdown_cannot_say_stay_html(html):
    assert tomarkdown.markdown(html) == f"{html}\n"
    shown = markup.convert(tomarkdown.markdown(f"<ul><li>x{html}</li></ul>")).html
    assert html.partition(">")[0] in shown
    assert "value" not in html or 'value="7"' in shown


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<ol type="1" start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b\n"),
        ('<ol><li value="7">a</li><li>b</li></ol>', "7. a\n8. b\n"),
        ('<ol start="2" reversed><li>a</li></ol>', "2. a\n"),
        ('<ol type="a"><li><pre>a\n\nb</pre></li></ol>', "1. ```\n   a\n\n   b\n   ```\n"),
    ],
)
def test_numbers_that_markdown_says(html, text):
    assert tomarkdown.markdown(html) == text
