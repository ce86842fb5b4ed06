"""Cuts a text into numbered recommendations, so that each can get its own answer."""

import re

# 一、 （一） 1. 1、 (1) ① 第一， 一是 — at the beginning of a paragraph
MARK = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十]{1,3}(?:[、，,．.]|是)|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}\s*[、．.)）](?!\d)|[①-⑳])\s*"
)


def cut_items(text: str) -> list[str]:
    """The recommendations in a text: its numbered parts or, where nothing is numbered, its paragraphs.

    A paragraph without a number belongs to the part before it; what stands before the first number is an introduction
    and is left out. No words are changed but the number itself.
    """
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    if not any(MARK.match(line) for line in paragraphs):
        return paragraphs
    parts: list[list[str]] = []
    for line in paragraphs:
        plain = MARK.sub("", line, count=1)
        if plain != line:
            parts.append([plain])
        elif parts:
            parts[-1].append(line)
    return ["\n".join(part) for part in parts if any(part)]
