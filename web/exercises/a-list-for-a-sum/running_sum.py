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


def bytes_sent(requests):
    """The bytes of all successful responses."""
    total = 0
    for line in log_lines(requests):
        part = line.split(" ")
        if part[3] == "200":
            total += int(part[4])
    return total


def largest_answer(requests):
    """The bytes of the largest response."""
    largest = 0
    for line in log_lines(requests):
        largest = max(largest, int(line.split(" ")[4]))
    return largest


# DO NOT CHANGE
def main():
    print(bytes_sent(REQUESTS), "bytes sent")
    print(largest_answer(REQUESTS), "bytes at most")


if __name__ == "__main__":
    main()
# END DO NOT CHANGE
