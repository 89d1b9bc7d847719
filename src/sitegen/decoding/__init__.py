"""Typed values out of YAML by declared fields: one definition decodes, reports and documents.

`yamltext` makes nodes of text, `kinds` and `shapes` make values of nodes, `public` gives the text
back without what is private. The raw text of a scalar decides, typed by the field that it stands in:
`404` is a tag, `no` a word, `1.10` a version, wherever text is wanted.
"""
