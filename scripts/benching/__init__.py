"""The parts of scripts/bench, one for each stage."""
