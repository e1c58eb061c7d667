"""A course's site with the folder of the playground alone."""

project = "A course"
html_theme = "basic"
html_static_path = ["_static"]
# Without it browsers request a missing file.
html_favicon = "_static/highwater/favicon.svg"
