"""Prints the water levels along a river, from the readings of six gauges.

Only the mean of the readings of each gauge is printed.
"""

READINGS = 70_000


# DO NOT CHANGE
def gauge_lines(gauge, readings):
    """The lines of a gauge: the minute, the level in millimetres, a word."""
    for minute in range(readings):
        level = 2_600 - 300 * gauge + (minute * minute + 31 * gauge) % 597
        yield f"{1_000_000 + minute};{level};reading {minute % 60}"


def read_gauge(gauge, readings=READINGS):
    """The readings of a gauge, each a tuple of minute, level and word."""
    rows = []
    for line in gauge_lines(gauge, readings):
        minute, level, word = line.split(";")
        rows.append((int(minute), int(level), word))
    return rows


def mean_level(rows):
    return sum(level for _, level, _ in rows) // len(rows)
# END DO NOT CHANGE


def level_at(gauge):
    rows = read_gauge(gauge)
    return mean_level(rows)


def river_levels():
    return {
        "source": level_at(1),
        "ford": level_at(2),
        "mill": level_at(3),
        "bridge": level_at(4),
        "weir": level_at(5),
        "mouth": level_at(6),
    }


# DO NOT CHANGE
if __name__ == "__main__":
    for name, level in river_levels().items():
        print(f"{name:>6} {level:>6} mm")
# END DO NOT CHANGE
