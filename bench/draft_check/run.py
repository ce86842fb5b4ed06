"""Draft check: how well mentions are found in labelled texts, with their kinds and values, and how fast."""

from score import main

if __name__ == "__main__":
    main()
