"""What templates of Go write of their arguments."""

import pytest

from sitegen.importing.body import arguments
from sitegen.importing.dialects.gotemplates import INNER, INNER_MARKDOWN, written


@pytest.mark.parametrize(
    ("template", "given", "text"),
    [
        ('<b>{{ .Get 0 }}</b> {{- .Get "b" -}} !', 'one b="two"', "<b>one</b>two!"),
        ("{{/* no */}}<!-- no -->{{ $.Get 0 }}", "<i>", "&lt;i&gt;"),
        ("{{ .Get 0 | safeHTML }}", '"<i>a</i>"', "<i>a</i>"),
        ("{{ .Get 0 | markdownify }}", '"a *b*"', "a <em>b</em>"),
        ('{{ .Get "a" | default "x" }}{{ default "y" (.Get "b") }}', "a=1", "1y"),
        ('{{ with .Get "a" }}[{{ . }}]{{ else }}none{{ end }}', "a=1", "[1]"),
        ('{{ with .Get "a" }}[{{ . }}{{ $.Get "b" }}]{{ else }}none{{ end }}', "b=1", "none"),
        ('{{ $a := .Get "a" }}{{ if eq $a "x" }}X{{ else if $a }}A{{ else }}-{{ end }}', "a=y", "A"),
        ('{{ if and (isset .Params "a") (not (.Get "b")) }}a{{ end }}', "a=1", "a"),
        ('{{ if .IsNamedParams }}n{{ else }}p{{ end }}{{ or (.Get 1) (.Get 0) }}', "a", "pa"),
        ('{{ "img/a.gif" | relURL }} {{ absURL "https://example.org/" }}', "", "/img/a.gif https://example.org/"),
        ("{{ .Page.Title }}", "", None),
        ("{{ .Get 0 | upper }}", "a", None),
        ("{{ range .Params }}{{ . }}{{ end }}", "a", None),
        ("{{ if .Get 0 }}a", "a", None),
        ("{{ end }}", "", None),
        ("{{ .Get }}{{ }}", "", None),
        ("{{ if 1 }}" * 2000, "", None),
        ("{{ markdownify }}", "", None),
        ("{{ and }}", "", None),
        ("{{ .Get 0 }}, {{ b", "a", None),
    ],
)  # fmt: skip
def test_templates(template, given, text):
    assert written(template, arguments.parse(given), inner=False) == text


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("<p>{{ .Inner }}</p>", f"<p>{INNER}</p>"),
        ("{{ with .Inner }}{{ . | markdownify }}{{ end }}", INNER_MARKDOWN),
        ('{{ .Inner | $.Page.RenderString (dict "display" "block") }}', INNER_MARKDOWN),
    ],
)
def test_the_words_inside(template, text):
    assert written(template, arguments.parse(""), inner=True) == text
