"""A course's site with nothing of its own but the folder of the playground."""

project = "A course"
html_theme = "basic"
html_static_path = ["_static"]
# Without one a browser asks for one that is not there.
html_favicon = "_static/highwater/favicon.svg"
