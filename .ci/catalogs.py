"""The texts to translate: collected, brought into each language's catalog, compiled."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SHOWN = 20  # lines of complaint
KEYWORDS = {
    "_": None,
    "N_": None,
    "n_": (1, 2),
    "p_": ((1, "c"), 2),
    "NP_": ((1, "c"), 2),
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
LANGUAGES = ("bm", "fr")  # English is what the sources are written in: it needs no catalog
# Babel believes that Bambara has an English plural; it has none.
PLURALS = {
    "bm": "nplurals=1; plural=0;",
    "fr": "nplurals=2; plural=(n > 1);",
}


def template_path(root: Path) -> Path:
    return root / "translations" / "mediator_app.pot"


def catalog_path(root: Path, language: str) -> Path:
    return root / "translations" / language / "LC_MESSAGES" / "mediator_app.po"


def catalogs(root: Path) -> list[Path]:
    return sorted((root / "translations").glob("*/LC_MESSAGES/*.po"))


def header(language: str | None) -> str:
    """A catalog's first entry: no date, no person, no tool, nothing that changes by itself."""
    lines = ["Project-Id-Version: mediator-app"]
    if language:
        lines += [f"Language: {language}", f"Plural-Forms: {PLURALS[language]}"]
    lines += [
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"


def extracted(root: Path) -> Catalog:
    """Every marked text of the sources, in the order of the files."""
    template = Catalog(charset="utf-8")
    found = sorted(
        extract_from_dir(
            root / "mediator_app",
            method_map=[("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        ),
        key=lambda item: (item[0], item[1]),
    )
    for name, _line, text, comments, context in found:
        place = f"mediator_app/{Path(name).as_posix()}"
        # No line number: it would change with every edit above the text.
        template.add(text, locations=[(place, 0)], auto_comments=comments, context=context)
    return template


def written(catalog: Catalog, language: str | None = None) -> bytes:
    out = BytesIO()
    write_po(
        out,
        catalog,
        width=100,
        sort_by_file=True,
        include_lineno=False,
        ignore_obsolete=True,
        omit_header=True,
    )
    return header(language).encode() + out.getvalue()


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def update(root: Path) -> None:
    """Write the template, and bring each catalog up to it; lost texts go, new ones come empty."""
    template = extracted(root)
    path = template_path(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written(template))
    for language in LANGUAGES:
        target = catalog_path(root, language)
        source = target.open("rb") if target.exists() else BytesIO(header(language).encode())
        with source:
            catalog = read_po(source, locale=language, abort_invalid=True)
        # A copy: the catalogs would share their messages, and with them their translations.
        catalog.update(deepcopy(template), no_fuzzy_matching=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(written(catalog, language))
        waiting = sum(1 for message in messages(catalog) if not all(strings(message)))
        sys.stdout.write(f"{language}: {len(catalog)} texts, {waiting} to translate\n")


def messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def strings(message: Message) -> tuple[str, ...]:
    """What the translator wrote; empty texts where nothing was."""
    if isinstance(message.string, (list, tuple)):
        return tuple(message.string)
    return (message.string or "",)


def compile_catalog(source: Path) -> None:
    with source.with_suffix(".mo").open("wb") as file:
        write_mo(file, read(source))


def stale(root: Path) -> list[str]:
    """What `make catalogs` would change: texts the template lacks, and texts it should lose."""

    def keys(catalog: Catalog) -> set[tuple[str | None, str]]:
        return {(m.context, m.id if isinstance(m.id, str) else m.id[0]) for m in messages(catalog)}

    wanted = extracted(root)
    found = []
    for path in (template_path(root), *catalogs(root)):
        name = path.relative_to(root).as_posix()
        if not path.exists():
            found.append(f"{name} is missing")
            continue
        here = keys(read(path))
        found += [f"{name} lacks {text!r}" for _, text in sorted(keys(wanted) - here, key=str)]
        found += [f"{name} still has {text!r}" for _, text in sorted(here - keys(wanted), key=str)]
    if not found and template_path(root).read_bytes() != written(wanted):
        found.append("translations/mediator_app.pot is not as `make catalogs` writes it")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["update", "compile", "check"])
    parser.add_argument("files", nargs="*", type=Path, help="catalogs to compile; all by default")
    parser.add_argument("--root", type=Path, default=ROOT)
    options = parser.parse_args()
    if options.command == "update":
        update(options.root)
    elif options.command == "compile":
        for path in options.files or catalogs(options.root):
            compile_catalog(path)
    elif found := stale(options.root):
        more = [f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
        advice = "Run `make catalogs`, then translate."
        sys.stderr.write("\n".join([*found[:SHOWN], *more, advice, ""]))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
