"""The one style sheet, built from the tokens."""

from __future__ import annotations

from collections.abc import Callable

from mediator_app.ui.theme import tokens
from mediator_app.ui.theme.tokens import Tokens


def sheet(c: Tokens, px: Callable[[float], int]) -> str:
    """Return the style sheet of theme `c`; `px` turns sizes at 100 % into pixels."""
    return _texts(c, px) + _frames(c, px) + _buttons(c, px) + _fields(c, px) + _views(c, px)


def _texts(c: Tokens, px: Callable[[float], int]) -> str:
    pill = (
        f"border-radius: {px(9)}px; padding: {px(1)}px {px(9)}px; font-size: {px(tokens.SMALL)}px;"
    )
    return f"""
    QLabel[role="title"] {{ font-size: {px(tokens.TITLE)}px; font-weight: 600; }}
    QLabel[role="heading"] {{ font-size: {px(tokens.HEADING)}px; font-weight: 600; }}
    QLabel[role="strong"] {{ font-weight: 600; }}
    QLabel[role="label"], QLabel[role="muted"] {{ color: {c.muted}; font-size: {px(tokens.SMALL)}px; }}
    QLabel[role="problem"] {{ color: {c.alarm}; font-size: {px(tokens.SMALL)}px; font-weight: 600; }}
    QLabel[role="good"] {{ color: {c.agree}; font-weight: 600; }}
    QLabel[role="chip"] {{ {pill} color: {c.ink}; background: {c.surface}; border: 1px solid {c.line}; }}
    QLabel[role="chip-accent"] {{ {pill} color: {c.accent}; background: {c.soft}; border: 1px solid {c.accent}; font-weight: 600; }}
    QLabel[role="chip-earth"] {{ {pill} color: {c.earth}; background: {c.earth_soft}; border: 1px solid {c.earth}; font-weight: 600; }}
    QLabel[role="chip-agree"] {{ {pill} color: {c.agree}; background: {c.agree_soft}; border: 1px solid {c.agree}; font-weight: 600; }}
    QLabel[role="chip-alarm"] {{ {pill} color: {c.alarm}; background: {c.alarm_soft}; border: 1px solid {c.alarm}; font-weight: 600; }}
    QToolTip {{ color: {c.ink}; background: {c.surface}; border: 1px solid {c.edge}; padding: {px(4)}px; }}
    """


def _frames(c: Tokens, px: Callable[[float], int]) -> str:
    edge = f"border-radius: {px(tokens.RADIUS)}px;"
    return f"""
    QFrame[role="rail"] {{ background: {c.rail}; border: 0; }}
    QFrame[role="card"] {{ background: {c.surface}; border: 1px solid {c.line}; {edge} }}
    QFrame[role="guide"] {{ background: {c.soft}; border: 1px solid {c.line}; {edge} }}
    QFrame[role="need"] {{ background: {c.earth_soft}; border: 1px solid {c.earth}; {edge} }}
    QFrame[role="ready"] {{ background: {c.agree_soft}; border: 1px solid {c.agree}; {edge} }}
    QFrame[role="alarm"] {{ background: {c.alarm_soft}; border: 1px solid {c.alarm}; {edge} }}
    QFrame[role="line"] {{ background: {c.line}; border: 0; max-height: 1px; min-height: 1px; }}
    QScrollArea {{ border: 0; }}
    QSplitter::handle {{ background: {c.line}; }}
    """


def _buttons(c: Tokens, px: Callable[[float], int]) -> str:
    shape = (
        f"border-radius: {px(tokens.RADIUS)}px; padding: {px(5)}px {px(14)}px;"
        f" min-height: {px(22)}px;"
    )
    return f"""
    QPushButton {{ {shape} color: {c.ink}; background: {c.surface}; border: 1px solid {c.edge}; }}
    QPushButton:hover {{ background: {c.soft}; border-color: {c.accent}; }}
    QPushButton:focus {{ border: 2px solid {c.accent}; padding: {px(4)}px {px(13)}px; }}
    QPushButton:disabled {{ color: {c.muted}; background: {c.paper}; border: 1px dashed {c.edge}; }}
    QPushButton:checked {{ color: {c.accent}; background: {c.soft}; border-color: {c.accent}; font-weight: 600; }}
    QPushButton[role="primary"] {{ color: {c.on_accent}; background: {c.accent}; border: 1px solid {c.accent}; font-weight: 600; }}
    QPushButton[role="primary"]:hover {{ border-color: {c.ink}; }}
    QPushButton[role="primary"]:focus {{ border: 2px solid {c.ink}; }}
    QPushButton[role="primary"]:disabled {{ color: {c.muted}; background: {c.paper}; border: 1px dashed {c.edge}; }}
    QPushButton[role="nav"], QPushButton[role="nav-here"] {{ color: {c.rail_ink}; background: transparent; border: 1px solid transparent; text-align: left; padding: {px(6)}px {px(8)}px; }}
    QPushButton[role="nav"]:hover {{ background: {c.rail_here}; }}
    QPushButton[role="nav-here"] {{ background: {c.rail_here}; font-weight: 600; border-left: {px(4)}px solid {c.rail_ink}; }}
    QPushButton[role="nav"]:focus, QPushButton[role="nav-here"]:focus {{ border: 2px solid {c.rail_ink}; padding: {px(5)}px {px(7)}px; }}
    QPushButton[role="link"], QPushButton[role="link-earth"] {{ color: {c.accent}; background: transparent; border: 1px solid transparent; text-decoration: underline; text-align: left; padding: {px(2)}px {px(6)}px; }}
    QPushButton[role="link-earth"] {{ color: {c.earth}; }}
    QPushButton[role="link"]:focus, QPushButton[role="link-earth"]:focus {{ border: 2px solid {c.accent}; padding: {px(1)}px {px(5)}px; }}
    QPushButton[role="letter"] {{ background: {c.soft}; border: 1px solid {c.line}; padding: 0; min-height: 0; }}
    QPushButton[role="chip"] {{ border-radius: {px(11)}px; padding: {px(1)}px {px(10)}px; font-size: {px(tokens.SMALL)}px; border: 1px solid {c.edge}; }}
    QPushButton[role="chip"]:checked {{ border: 2px solid {c.accent}; padding: 0 {px(9)}px; }}
    QPushButton[role="chip"]:focus {{ border: 2px solid {c.accent}; padding: 0 {px(9)}px; }}
    QPushButton[role="line"] {{ background: transparent; border: 0; border-bottom: 1px solid {c.line}; border-radius: 0; text-align: left; padding: {px(6)}px {px(4)}px; }}
    QPushButton[role="line"]:hover {{ background: {c.soft}; }}
    QPushButton[role="line"]:focus {{ border: 2px solid {c.accent}; }}
    QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: {px(tokens.RADIUS)}px; padding: {px(3)}px; color: {c.ink}; }}
    QToolButton:hover {{ background: {c.soft}; }}
    QToolButton:focus {{ border: 2px solid {c.accent}; }}
    """


def _fields(c: Tokens, px: Callable[[float], int]) -> str:
    shape = f"border-radius: {px(tokens.RADIUS)}px;"
    return f"""
    QLineEdit, QPlainTextEdit, QTextBrowser, QComboBox {{ {shape} color: {c.ink}; background: {c.surface}; border: 1px solid {c.edge}; selection-background-color: {c.accent}; selection-color: {c.on_accent}; placeholder-text-color: {c.muted}; }}
    QLineEdit {{ padding: {px(4)}px {px(8)}px; min-height: {px(22)}px; }}
    QPlainTextEdit, QTextBrowser {{ padding: {px(2)}px {px(4)}px; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextBrowser:focus, QComboBox:focus {{ border: 2px solid {c.accent}; }}
    QLineEdit:focus {{ padding: {px(3)}px {px(7)}px; }}
    QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {{ border: 2px solid {c.alarm}; }}
    QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {c.paper}; border: 1px dashed {c.line}; }}
    QLineEdit[role="search"] {{ padding-left: {px(6)}px; }}
    QComboBox {{ padding: {px(4)}px {px(8)}px; min-height: {px(22)}px; }}
    QComboBox::drop-down {{ border: 0; width: {px(26)}px; subcontrol-origin: padding; subcontrol-position: center right; }}
    QComboBox::down-arrow {{ image: none; }}
    QComboBox QAbstractItemView {{ color: {c.ink}; background: {c.surface}; border: 1px solid {c.edge}; selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QCheckBox, QRadioButton {{ spacing: {px(6)}px; border: 2px solid transparent; border-radius: {px(4)}px; padding: {px(2)}px; background: transparent; }}
    QCheckBox:focus, QRadioButton:focus {{ border-color: {c.accent}; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: {px(17)}px; height: {px(17)}px; border: 0; background: transparent; image: none; }}
    QProgressBar {{ background: {c.track}; border: 0; border-radius: {px(4)}px; max-height: {px(8)}px; min-height: {px(8)}px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: {px(4)}px; }}
    """


def _views(c: Tokens, px: Callable[[float], int]) -> str:
    return f"""
    QTableView, QListView {{ color: {c.ink}; background: {c.surface}; border: 1px solid {c.line}; border-radius: {px(tokens.RADIUS)}px; gridline-color: {c.line}; outline: 0; }}
    QTableView:focus, QListView:focus {{ border: 2px solid {c.accent}; }}
    QHeaderView {{ background: {c.surface}; border: 0; }}
    QHeaderView::section {{ color: {c.muted}; background: {c.surface}; border: 0; border-bottom: 1px solid {c.edge}; padding: {px(5)}px {px(8)}px; font-size: {px(tokens.SMALL)}px; font-weight: 600; }}
    QTabBar {{ background: transparent; }}
    QTabBar::tab {{ color: {c.muted}; background: transparent; border: 0; border-bottom: {px(3)}px solid transparent; padding: {px(5)}px {px(11)}px; }}
    QTabBar::tab:hover {{ color: {c.ink}; }}
    QTabBar::tab:selected {{ color: {c.ink}; border-bottom: {px(3)}px solid {c.accent}; font-weight: 600; }}
    QTabBar::tab:focus {{ color: {c.accent}; background: {c.soft}; }}
    QScrollBar:vertical {{ background: transparent; width: {px(12)}px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: {px(12)}px; margin: 0; }}
    QScrollBar::handle {{ background: {c.edge}; border-radius: {px(4)}px; margin: {px(2)}px; min-height: {px(28)}px; min-width: {px(28)}px; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; border: 0; width: 0; height: 0; }}
    QMenu {{ color: {c.ink}; background: {c.surface}; border: 1px solid {c.edge}; padding: {px(4)}px; }}
    QMenu::item {{ padding: {px(5)}px {px(22)}px; border-radius: {px(4)}px; }}
    QMenu::item:selected {{ color: {c.on_accent}; background: {c.accent}; }}
    """
