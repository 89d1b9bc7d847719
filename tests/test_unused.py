"""Templates and blocks that no page shows."""

import pytest

from sitegen import unused
from sitegen.theme import default_folder, read_theme

DEFAULT = '{% extends "default/article.html" %}'


@pytest.fixture
def told(tmp_path):
    def told(faults=0, **texts):
        for name, text in texts.items():
            (tmp_path / name.replace("_html", ".html")).write_text(text)
        theme, problems = read_theme(default_folder(), tmp_path)
        assert not problems
        assert len(theme.problems) == faults
        return [(p.code, p.path, p.line, p.hint) for p in unused.problems(theme)]

    return told


def test_a_misspelt_template_is_told_with_the_name_that_may_be_meant(told):
    (problem,) = told(artcle_html="x")
    assert problem == ("unused-template", "templates/artcle.html", 1, "did you mean “article.html”?")


def test_a_template_whose_name_is_like_none_is_told_without_a_guess(told):
    (problem,) = told(x_html="x")
    assert problem[3] == "name it in another template, or remove it"


def test_a_template_that_another_uses_is_used(told):
    assert (
        told(
            article_html=DEFAULT + "{% block article_body %}{% include 'more.html' %}{% endblock %}",
            more_html="x",
        )
        == []
    )
    assert told(article_html="{% include name %}") == [], "which may be any"


def test_templates_that_replace_those_of_the_theme_and_other_files_are_no_faults(told, tmp_path):
    (tmp_path / "NOTES.md").write_text("Ours.")
    assert told(withdrawn_html="x", redirect_html="y") == []


def test_a_block_that_no_parent_has_is_told_at_its_line(told):
    text = DEFAULT + "\n{% block article_bdoy %}x{% endblock %}\n{% block title %}y{% endblock %}"
    assert told(article_html=text) == [
        ("unknown-block", "templates/article.html", 2, "did you mean “article_body”?")
    ]


def test_blocks_of_blocks_of_a_page_of_its_own_and_of_parents_of_one_s_own_are_known(told):
    inner = "{% block article_body %}{% block mine %}x{% endblock %}{% endblock %}"
    assert told(article_html=DEFAULT + inner, page_html="{% block anything %}{% endblock %}") == []
    below = '{% extends "article.html" %}{% block mine %}z{% endblock %}{% block title %}{% endblock %}'
    assert told(page_html=below) == []
    above = "{% extends name %}{% block title %}{% endblock %}"
    assert (
        told(base_html=above, page_html='{% extends "base.html" %}{% block anything %}{% endblock %}') == []
    )
    assert told(page_html="{% extends name %}{% block anything %}{% endblock %}") == []


@pytest.mark.parametrize(
    "call", ["self.extra()", "self['extra']()", "self[name]()", "self | attr('extra')", "show(self)"]
)
def test_a_block_that_a_template_calls_by_name_is_shown(told, call):
    text = DEFAULT + "{% block extra %}x{% endblock %}{% block article_body %}{{ CALL }}{% endblock %}"
    assert told(article_html=text.replace("CALL", call)) == []


def test_a_block_that_a_template_below_calls_is_shown_and_others_are_told(told):
    frame = '{% extends "default/article.html" %}{% block extra %}x{% endblock %}\n{% block extre %}y{% endblock %}'
    below = '{% extends "frame.html" %}{% block title %}{{ self.extra() }}{{ page.extre }}{% endblock %}'
    assert [problem[:3] for problem in told(frame_html=frame, page_html=below)] == [
        ("unknown-block", "templates/frame.html", 2)
    ]


def test_what_a_template_that_cannot_be_read_uses_is_not_told_as_unused(told):
    faulty = "{% include 'note.html' %}{% block mine %}x{% endblock %}{% if %}"
    assert told(faults=1, article_html=faulty, note_html="x") == []
    assert (
        told(
            faults=1,
            layout_html=faulty,
            article_html='{% extends "layout.html" %}' + "{% block mine %}{% endblock %}",
        )
        == []
    )


def test_an_unused_template_that_cannot_be_read_is_told_as_unused_too(told):
    (problem,) = told(faults=1, artcle_html="{% if %}")
    assert problem[:2] == ("unused-template", "templates/artcle.html")
