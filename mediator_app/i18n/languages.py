"""The languages spoken in Mali that people name in consents, meetings and readings aloud."""

from __future__ import annotations

from mediator_app.i18n import NP_, Catalog, catalog

# Codes are ISO 639; Babel knows few of them, so the names are ours.
NAMES = {
    "bm": NP_("language", "Bambara"),
    "fr": NP_("language", "French"),
    "ff": NP_("language", "Fulfulde"),
    "ses": NP_("language", "Songhay of Gao"),
    "khq": NP_("language", "Songhay of Timbuktu"),
    "taq": NP_("language", "Tamasheq"),
    "dtm": NP_("language", "Dogon (tomo kan)"),
    "dts": NP_("language", "Dogon (toro so)"),
    "dtk": NP_("language", "Dogon (tene kan)"),
    "snk": NP_("language", "Soninke"),
    "boz": NP_("language", "Bozo (tieyaxo)"),
    "bze": NP_("language", "Bozo (jenaama)"),
    "bmq": NP_("language", "Bomu"),
    "myk": NP_("language", "Minyanka (mamara)"),
    "spp": NP_("language", "Senufo (supyire)"),
    "kao": NP_("language", "Khassonke"),
    "mwk": NP_("language", "Maninka of Kita"),
    "mey": NP_("language", "Hassaniya"),
    "ar": NP_("language", "Arabic"),
    "dje": NP_("language", "Zarma"),
    "mos": NP_("language", "Mooré"),
    "ha": NP_("language", "Hausa"),
    "en": NP_("language", "English"),
    "sgn": NP_("language", "Sign language"),
    "other": NP_("language", "Other language"),
}
OWN_NAMES = {"fr": "Français", "bm": "Bamanankan", "en": "English"}  # never translated


def language_name(code: str, *, texts: Catalog | None = None) -> str:
    """Return the name of a language; a code without a name shows as itself."""
    name = NAMES.get(code)
    speech = catalog() if texts is None else texts
    return code if name is None else speech.pgettext("language", name)
