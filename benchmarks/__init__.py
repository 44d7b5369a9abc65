"""The figures of the README, one file each (`python -m benchmarks.NAME`). May import every room, and the newsroom."""
