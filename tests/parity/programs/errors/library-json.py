"""An error that is raised inside the library."""
import json


def read(text):
    return json.loads(text)


read("{'a': 1}")
