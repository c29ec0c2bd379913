"""The texts of Qt's own dialogs, menus and keys, which Qt has in French at best.

Without mnemonics in any language: Alt with E, O, N or G types ɛ ɔ ɲ ŋ, and Qt's own sources put
a mnemonic on each of them.
"""

from __future__ import annotations

from mediator_app.i18n import NP_, SOURCE, catalog

_THEME = ("QPlatformTheme",)
_EDIT = ("QLineEdit", "QWidgetTextControl")
_FILE = ("QFileDialog",)
_PRINT = ("QPrintDialog",)
_PREVIEW = ("QPrintPreviewDialog",)
_OUTPUT = ("QPrintSettingsOutput",)
_PRINTER = ("QPrintWidget",)
_PAGE = ("QPageSetupWidget",)
_WIZARD = ("QWizard",)
_KEY = ("QShortcut",)

# The English source, and the contexts in which Qt looks it up.
_CONTEXTS: dict[str, tuple[str, ...]] = {
    NP_("Qt", "OK"): ("QPlatformTheme", "QDialogButtonBox", "QPrintDialog"),
    NP_("Qt", "Cancel"): ("QPlatformTheme", "QWizard", "QProgressDialog"),
    NP_("Qt", "&Yes"): _THEME,
    NP_("Qt", "Yes to &All"): _THEME,
    NP_("Qt", "&No"): _THEME,
    NP_("Qt", "N&o to All"): _THEME,
    NP_("Qt", "Save"): _THEME,
    NP_("Qt", "Save All"): _THEME,
    NP_("Qt", "Open"): ("QPlatformTheme", "QFileDialog"),
    NP_("Qt", "Close"): _THEME,
    NP_("Qt", "Apply"): _THEME,
    NP_("Qt", "Discard"): _THEME,
    NP_("Qt", "Help"): ("QPlatformTheme", "QWizard"),
    NP_("Qt", "Reset"): _THEME,
    NP_("Qt", "Restore Defaults"): _THEME,
    NP_("Qt", "Retry"): _THEME,
    NP_("Qt", "Ignore"): _THEME,
    NP_("Qt", "Abort"): _THEME,
    NP_("Qt", "Show Details..."): ("QMessageBox",),
    NP_("Qt", "Hide Details..."): ("QMessageBox",),
    NP_("Qt", "&Undo"): _EDIT,
    NP_("Qt", "&Redo"): _EDIT,
    NP_("Qt", "Cu&t"): _EDIT,
    NP_("Qt", "&Copy"): _EDIT,
    NP_("Qt", "&Paste"): _EDIT,
    NP_("Qt", "Delete"): (*_EDIT, "QFileDialog"),
    NP_("Qt", "Select All"): _EDIT,
    NP_("Qt", "&Select All"): ("QAbstractSpinBox",),
    NP_("Qt", "&Step up"): ("QAbstractSpinBox",),
    NP_("Qt", "Step &down"): ("QAbstractSpinBox",),
    NP_("Qt", "< &Back"): _WIZARD,
    NP_("Qt", "&Next >"): _WIZARD,
    NP_("Qt", "&Next"): _WIZARD,
    NP_("Qt", "&Finish"): _WIZARD,
    NP_("Qt", "Go Back"): _WIZARD,
    NP_("Qt", "Continue"): _WIZARD,
    NP_("Qt", "&Open"): _FILE,
    NP_("Qt", "&Save"): _FILE,
    NP_("Qt", "&Choose"): _FILE,
    NP_("Qt", "&Delete"): _FILE,
    NP_("Qt", "&Rename"): _FILE,
    NP_("Qt", "&New Folder"): _FILE,
    NP_("Qt", "New Folder"): _FILE,
    NP_("Qt", "Create New Folder"): _FILE,
    NP_("Qt", "Save As"): _FILE,
    NP_("Qt", "Look in:"): _FILE,
    NP_("Qt", "File &name:"): _FILE,
    NP_("Qt", "Files of type:"): _FILE,
    NP_("Qt", "Directory:"): _FILE,
    NP_("Qt", "Find Directory"): _FILE,
    NP_("Qt", "Back"): _FILE,
    NP_("Qt", "Forward"): _FILE,
    NP_("Qt", "Go back"): _FILE,
    NP_("Qt", "Go forward"): _FILE,
    NP_("Qt", "Parent Directory"): _FILE,
    NP_("Qt", "Go to the parent directory"): _FILE,
    NP_("Qt", "List View"): _FILE,
    NP_("Qt", "Detail View"): _FILE,
    NP_("Qt", "Show &hidden files"): _FILE,
    NP_("Qt", "All Files (*)"): _FILE,
    NP_("Qt", "My Computer"): ("QFileDialog", "QFileSystemModel"),
    NP_("Qt", "Computer"): ("QFileSystemModel",),
    NP_("Qt", "Folder"): _FILE,
    NP_("Qt", "File"): _FILE,
    NP_("Qt", "%1 already exists.\nDo you want to replace it?"): _FILE,
    NP_("Qt", "%1\nFile not found.\nPlease verify the correct file name was given."): _FILE,
    NP_("Qt", "Name"): ("QFileSystemModel",),
    NP_("Qt", "Size"): ("QFileSystemModel",),
    NP_("Qt", "Type"): ("QFileSystemModel",),
    NP_("Qt", "Date Modified"): ("QFileSystemModel",),
    NP_("Qt", "Print"): ("QPrintDialog", "QPrintPreviewDialog"),
    NP_("Qt", "&Print"): _PRINT,
    NP_("Qt", "&Options >>"): _PRINT,
    NP_("Qt", "&Options <<"): _PRINT,
    NP_("Qt", "Print to File (PDF)"): _PRINT,
    NP_("Qt", "All Pages"): _PRINT,
    NP_("Qt", "Odd Pages"): _PRINT,
    NP_("Qt", "Even Pages"): _PRINT,
    NP_("Qt", "Printer"): _PRINTER,
    NP_("Qt", "&Name:"): _PRINTER,
    NP_("Qt", "Location:"): _PRINTER,
    NP_("Qt", "Type:"): _PRINTER,
    NP_("Qt", "Preview"): _PRINTER,
    NP_("Qt", "P&roperties"): _PRINTER,
    NP_("Qt", "Output &file:"): _PRINTER,
    NP_("Qt", "Copies"): _OUTPUT,
    NP_("Qt", "Copies:"): _OUTPUT,
    NP_("Qt", "Options"): _OUTPUT,
    NP_("Qt", "Pages"): _OUTPUT,
    NP_("Qt", "Pages from"): _OUTPUT,
    NP_("Qt", "to"): _OUTPUT,
    NP_("Qt", "Print all"): _OUTPUT,
    NP_("Qt", "Print range"): _OUTPUT,
    NP_("Qt", "Current Page"): _OUTPUT,
    NP_("Qt", "Selection"): _OUTPUT,
    NP_("Qt", "Reverse"): _OUTPUT,
    NP_("Qt", "Collate"): _OUTPUT,
    NP_("Qt", "Color"): _OUTPUT,
    NP_("Qt", "Color Mode"): _OUTPUT,
    NP_("Qt", "Grayscale"): _OUTPUT,
    NP_("Qt", "Double Sided Printing"): _OUTPUT,
    NP_("Qt", "Off"): _OUTPUT,
    NP_("Qt", "Page size:"): _PAGE,
    NP_("Qt", "Width:"): _PAGE,
    NP_("Qt", "Height:"): _PAGE,
    NP_("Qt", "Paper source:"): _PAGE,
    NP_("Qt", "Paper"): _PAGE,
    NP_("Qt", "Orientation"): _PAGE,
    NP_("Qt", "Portrait"): ("QPageSetupWidget", "QPrintPreviewDialog"),
    NP_("Qt", "Landscape"): ("QPageSetupWidget", "QPrintPreviewDialog"),
    NP_("Qt", "Margins"): _PAGE,
    NP_("Qt", "Pages per sheet:"): _PAGE,
    NP_("Qt", "Print Preview"): _PREVIEW,
    NP_("Qt", "Page Setup"): _PREVIEW,
    NP_("Qt", "Next page"): _PREVIEW,
    NP_("Qt", "Previous page"): _PREVIEW,
    NP_("Qt", "First page"): _PREVIEW,
    NP_("Qt", "Last page"): _PREVIEW,
    NP_("Qt", "Fit width"): _PREVIEW,
    NP_("Qt", "Fit page"): _PREVIEW,
    NP_("Qt", "Zoom in"): _PREVIEW,
    NP_("Qt", "Zoom out"): _PREVIEW,
    NP_("Qt", "Ctrl"): _KEY,
    NP_("Qt", "Shift"): _KEY,
    NP_("Qt", "Alt"): _KEY,
    NP_("Qt", "Del"): _KEY,
    NP_("Qt", "Ins"): _KEY,
    NP_("Qt", "Esc"): _KEY,
    NP_("Qt", "Return"): _KEY,
    NP_("Qt", "Enter"): _KEY,
    NP_("Qt", "Space"): _KEY,
    NP_("Qt", "Tab"): _KEY,
    NP_("Qt", "Backspace"): _KEY,
    NP_("Qt", "Home"): _KEY,
    NP_("Qt", "End"): _KEY,
    NP_("Qt", "PgUp"): _KEY,
    NP_("Qt", "PgDown"): _KEY,
}


def qt_texts(language: str) -> dict[tuple[str, str], str]:
    """Return (context, source) -> text for a QTranslator of `language`.

    A text that is missing is left out, so that Qt falls back by itself.
    """
    speech = catalog(language)
    found: dict[tuple[str, str], str] = {}
    for source, contexts in _CONTEXTS.items():
        text = speech.pgettext("Qt", source)
        if text != source or language == SOURCE or source.isalpha():
            plain = text.replace("&", "")
            found.update({(context, source): plain for context in contexts})
    return found
