"""Stories as people type them: paragraphs, lists, stress, quotations and links of Markdown; never HTML, never a picture.

CommonMark by markdown-it-py. What looks like HTML is text; an address that is not of the web or of mail is none.
"""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

SAFE = ("http://", "https://", "mailto:")
# Below the headings of the page on which a story stands.
HEADING = "h3"
_BREAKS = frozenset({"softbreak", "hardbreak"})


def as_html(text: str) -> str:
    """The story as safe HTML."""
    return str(_reader().render(text)).strip()


def as_plain(text: str) -> str:
    """The story without its marks: each paragraph, item or heading on a line of its own."""
    lines = []
    for token in _reader().parse(text):
        if token.type == "inline":
            lines.append("".join(_words(token)))
        elif token.type in ("fence", "code_block"):
            lines.append(token.content.strip())
    return "\n".join(line for line in lines if line)


def _words(token: Token) -> list[str]:
    return [" " if child.type in _BREAKS else child.content for child in token.children or ()]


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True})
    reader.disable(["image", "html_block", "html_inline", "reference"])
    reader.validateLink = lambda url: url.strip().lower().startswith(SAFE)  # type: ignore[method-assign]
    reader.add_render_rule("link_open", _link)
    for name in ("heading_open", "heading_close"):
        reader.add_render_rule(name, _heading)
    return reader


def _link(renderer: Any, tokens: list[Token], at: int, options: Any, env: Any) -> str:
    return f'<a href="{escape(str(tokens[at].attrGet("href") or ""))}" rel="noopener nofollow ugc">'


def _heading(renderer: Any, tokens: list[Token], at: int, options: Any, env: Any) -> str:
    return f"<{HEADING}>" if tokens[at].nesting == 1 else f"</{HEADING}>\n"
