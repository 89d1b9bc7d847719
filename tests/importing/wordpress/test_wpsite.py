"""What an export says of its site: how its categories hang together."""

from samples import HEAD, TAIL, item

OLD = HEAD.replace("export/1.2/", "export/1.0/").replace("category_parent>water<", "category_parent>Water<")
LOCAL = "".join(
    f"<wp:category><wp:category_nicename>{slug}</wp:category_nicename><wp:category_parent>{parent}</wp:category_parent>"
    f"<wp:cat_name>Local</wp:cat_name></wp:category>"
    for slug, parent in (("local", "water"), ("local-dams", "dams"))
)


def test_a_parent_is_known_by_its_name_in_the_first_version(bench):
    bench.write({"a.xml": OLD + item(10, "River", "x", slug="river") + TAIL}).run(source="a.xml")
    assert "parent: Water" in bench.text("site.yaml")


def test_categories_of_one_name_are_told(bench):
    bench.write({"a.xml": HEAD + LOCAL + item(10, "River", "x", slug="river") + TAIL}).run(source="a.xml")
    note = "2 categories are called “Local” (/local/, /local-dams/): their articles have one tag now."
    assert note in bench.tally.notes
