"""A course's site with nothing of its own but the folder of the playground."""

project = "A course"
html_theme = "alabaster"
html_static_path = ["_static"]
