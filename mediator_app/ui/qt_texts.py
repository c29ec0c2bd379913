"""The language of Qt's own buttons and dialogs, changed together with ours."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from mediator_app.i18n import speak
from mediator_app.i18n.qt import qt_texts


class OurTexts(QTranslator):
    """Qt asks; the catalog answers."""

    def __init__(self, texts: dict[tuple[str, str], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts

    def isEmpty(self) -> bool:
        return False  # else Qt does not even ask

    def translate(
        self,
        context: str,
        source: str,
        disambiguation: str | None = None,  # noqa: ARG002 - Qt's signature
        n: int = -1,  # noqa: ARG002
    ) -> str | None:
        # None, not "": an empty answer would leave the button blank.
        return self._texts.get((context, source))


class QtLanguage(QObject):
    """Speaks one language at a time; French stands behind Bambara."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._app = app
        self._installed: list[QTranslator] = []

    def speak(self, language: str) -> None:
        """Use `language` in our texts and in Qt's from now on."""
        speak(language)
        for translator in self._installed:
            self._app.removeTranslator(translator)
            translator.deleteLater()
        self._installed = []
        if language != "en":
            french = QTranslator(self)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if french.load("qtbase_fr", folder):
                self._install(french)
        self._install(OurTexts(qt_texts(language), self))

    def _install(self, translator: QTranslator) -> None:
        self._app.installTranslator(translator)
        self._installed.append(translator)
