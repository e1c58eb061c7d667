"""An object that its finalizer keeps is finalized once."""
import gc

kept = []


class Phoenix:
    def __del__(self):
        print("finalized")
        kept.append(self)


bird = Phoenix()
del bird
print(len(kept))
kept.clear()
bird = Phoenix()
bird.self = bird
del bird
print(gc.collect() >= 0, len(kept))
print("last line")
