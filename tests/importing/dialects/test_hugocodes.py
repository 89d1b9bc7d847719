"""The shortcodes that a Hugo site wrote for itself."""

from bench import GIF

BOX = '<div class="box">\n  {{ with .Get "title" }}<b>{{ . }}</b>{{ end }}\n\n  {{ .Inner | markdownify }}\n</div>\n'
BODY = """{{< box title="Care & more" >}}
See [b](/posts/b/) **now**.
{{< /box >}}

- a {{< mark >}}b{{< /mark >}}

  {{< box >}}In it{{< /box >}}

{{% rows %}}{{< box >}}*c*{{< /box >}}{{% /rows %}}

{{< pic "/bank.gif" "The *bank*" />}}

{{< film abcdefghijk >}}

open {{< title >}}

{{< aside >}}d{{< /aside >}}
"""


def test_what_only_its_arguments_decide_is_written_out(bench):
    layouts = {
        "themes/example/layouts/shortcodes/box.html": BOX,
        "themes/example/layouts/shortcodes/mark.html": "no",
        "layouts/shortcodes/mark.html": "<mark>{{ .Inner }}</mark>",
        "layouts/_shortcodes/rows.html": "<section>{{ .Inner }}</section>",
        "layouts/shortcodes/pic.html": '<figure><img src="{{ .Get 0 }}" alt=""><figcaption>{{ .Get 1 | markdownify }}'
        "</figcaption></figure><style>b{}</style>",
        "layouts/shortcodes/film.html": '<iframe src="https://www.youtube.com/embed/{{ .Get 0 }}"></iframe>',
        "layouts/shortcodes/title.html": "{{ .Page.Title }}",
        "layouts/shortcodes/aside.html": "{{ if .Inner }}{{ end }}",
    }
    head = "---\ntitle: {}\ndate: 2019-03-04\n---\n"
    files = {
        "hugo.toml": 'theme = "example"\n',
        "content/posts/a.md": head.format("A") + BODY,
        "content/posts/b.md": head.format("B") + "B.\n",
        "static/bank.gif": GIF,
    }
    bench.write({**layouts, **files}).run()
    assert "\n".join(filter(str.strip, bench.body("posts/a.md").split("\n"))) == (
        '<div markdown="1" class="box"> <b>Care &amp; more</b>\nSee [b](b.md) **now**.\n</div>\n'
        '- a <mark>b</mark>\n    <div markdown="1" class="box">\n    In it\n    </div>\n'
        '<section markdown="1">\n<div markdown="1" class="box">\n*c*\n</div>\n</section>\n'
        '<figure><img src="/bank.gif" alt=""><figcaption>The <em>bank</em></figcaption></figure>\n'
        "https://www.youtube.com/watch?v=abcdefghijk\n"
        "open {{< title >}}\n"
        "{{< aside >}}d{{< /aside >}}"
    )
    assert bench.codes == ["unknown-shortcode"] * 2
    assert (bench.root / "content/bank.gif").exists()
