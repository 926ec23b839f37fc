"""What make-office makes, made fit for measuring."""

import os


def keep_people(folder, most=10):
    """Keeps so many of each client's people in pipeline.yml, of thousands over five years: a
    configuration of more than 4 MiB is refused, and each task of Spark reads it."""
    path = os.path.join(folder, "pipeline.yml")
    with open(path) as file:
        lines = file.read().splitlines(keepends=True)
    with open(path, "w") as file:
        people = 0
        for line in lines:
            people = people + 1 if line.startswith("      - {") else 0
            if people <= most:
                file.write(line)
