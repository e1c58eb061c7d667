"""An error of the program below frames of the library."""
import copy


class Fragile:
    def __deepcopy__(self, memo):
        raise ValueError("do not copy")


copy.deepcopy({"parts": [Fragile()]})
