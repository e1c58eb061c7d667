"""Adds up the bytes sent by a web server, from the lines of its log."""

REQUESTS = 150_000


# DO NOT CHANGE
def log_lines(requests):
    """The lines of the log: the second, the method, the page, the status, the bytes."""
    for number in range(requests):
        status = 404 if number % 11 == 0 else 200
        size = number * 7919 % 60_000 + 300
        yield f"{1_000_000 + number} GET /page/{number % 5_000} {status} {size}"
# END DO NOT CHANGE


def answers(requests):
    """The status and the bytes of each response, one at a time."""
    for line in log_lines(requests):
        _, _, _, status, size = line.split(" ")
        yield status, int(size)


def bytes_sent(requests):
    """The bytes of all successful responses."""
    return sum(size for status, size in answers(requests) if status == "200")


def largest_answer(requests):
    """The bytes of the largest response."""
    return max(size for _, size in answers(requests))


# DO NOT CHANGE
def main():
    print(bytes_sent(REQUESTS), "bytes sent")
    print(largest_answer(REQUESTS), "bytes at most")


if __name__ == "__main__":
    main()
# END DO NOT CHANGE
