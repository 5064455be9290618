"""A page on a method, from its Markdown to HTML that carries nothing but words, tables and drawings."""

import re
from dataclasses import dataclass

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from maypole.atlas.queries.methods import title_of

MARKDOWN = MarkdownIt("commonmark").enable("table")
TAGS = {
    "h2", "h3", "p", "ul", "ol", "li", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "a", "img", "strong",
    "em", "blockquote",
}  # fmt: skip
LINK = re.compile(r'href="(?:\./)?([a-z0-9-]+)\.md"')
FIGURE = re.compile(r'src="figures/([a-z0-9-]+)\.svg"')
HEADING = re.compile(r"^# .+$", re.MULTILINE)


@dataclass(frozen=True)
class MethodPage:
    title: str
    body: SafeString


def method_page(text: str) -> MethodPage:
    """Return the page; links to other methods and drawings lead to their addresses here."""
    html = MARKDOWN.render(HEADING.sub("", text, count=1))
    html = LINK.sub(r'href="/methods/\1/"', html)
    html = FIGURE.sub(r'src="/methods/figures/\1.svg"', html)
    clean = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}, "img": {"src", "alt"}}, link_rel=None)
    clean = clean.replace("<pre>", '<pre tabindex="0">')
    return MethodPage(title_of(text), mark_safe(clean))
