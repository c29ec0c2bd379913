"""What F1 says of each screen."""

from __future__ import annotations

from mediator_app.core.marks import N_

_SCREENS: dict[str, tuple[str, ...]] = {
    "first_start": (
        N_("Five small pages, then the program is ready. Nothing is sent anywhere."),
        N_("Choose the language first; you can change it at any time at the bottom of the window."),
        N_(
            "The passphrase is the only key to your cases. Learn it, and keep no note of it in your bag."
        ),
        N_("Forgotten means lost: without it nobody can open the cases."),
        N_("The practice area holds invented cases only. Try everything there."),
    ),
    "unlock": (
        N_("Type your passphrase and press Enter."),
        N_("After a wrong one the wait grows a little each time. Capital letters count."),
        N_("If you have forgotten it, nobody can open these cases. Speak to your supervisor."),
    ),
    "home": (
        N_(
            "Here is what needs you today, the most urgent first. A click opens the place to deal with it."
        ),
        N_("Ctrl+N opens a new case, Ctrl+K finds anything."),
        N_("F12 hides everything at once and locks."),
    ),
    "cases": (
        N_("Type in the search box: “benkan” finds “bɛnkan”, and “Jalo” finds “Diallo”."),
        N_(
            "The chips above the list choose the stage, the kind and whose cases; click again to undo."
        ),
        N_("Enter opens the case. A click on a heading puts the list in that order."),
        N_("An empty list says why, and offers the next step."),
    ),
    "case": (
        N_(
            "The ribbon at the top shows the seven stages; under it stands what the next one needs."
        ),
        N_("Each missing point has a button that goes where it is filled in."),
        N_(
            "What would only make it better can be passed with a written reason; what is missing cannot."
        ),
        N_(
            "Under Documents, drop photos and papers: they stay encrypted and open inside the program."
        ),
        N_(
            "Under Parties, a click writes down what somebody agrees to, another takes it back. "
            "Names of whoever does not agree to share stay off papers and files."
        ),
        N_(
            "Everything that was ever changed stays readable under History; "
            "your own last change can be undone there."
        ),
        N_("Ctrl+P prints the case file."),
    ),
    "form": (
        N_("Fill in what you know; the rest can wait, and the case says what is missing."),
        N_("What you type is kept as a draft at once, even if the power fails."),
        N_(
            "Under the field are ɛ ɔ ɲ ŋ: click, or press Alt+E, Alt+O, Alt+N, Alt+G; with Shift for capitals."
        ),
        N_("A date may be rough: “after the harvest” is enough."),
        N_("Ctrl+S saves, Esc leaves the form; the draft stays."),
    ),
    "alerts": (
        N_("Every incident of the region and of your cases, the newest first. Enter opens one."),
        N_(
            "A rumour becomes verified with a second source, or when it is confirmed or probably true."
        ),
        N_("Say what was done and when: the goal is an answer within 72 hours."),
        N_(
            "B2 means: the source is usually reliable, the news probably true. A and 1 are the surest."
        ),
        N_(
            "Without a network, pass an alert on in eleven words by voice or SMS; no name is in them."
        ),
        N_("On the map, arrow keys go from area to area; Enter shows the alerts of one."),
    ),
    "people": (
        N_("Everybody of all cases here. Diallo also finds Jallow. Enter opens the case."),
        N_("Whoever is in a case with names apart stands here as a code."),
        N_(
            "“One person twice?” proposes, with the reason; only you decide, and you can take it back."
        ),
        N_(
            "On the map of actors, drag a card to another cell, or press Shift and an arrow key. "
            "Enter opens it."
        ),
        N_("Write down what should not be forgotten of a place: accords, sacred places."),
    ),
    "cohesion": (
        N_("Print an empty sheet, take it along, and enter afterwards what was counted."),
        N_(
            "One sheet is for one place, one group, one day, and women or men: "
            "make one for each, so that both are heard."
        ),
        N_("Count the yes for each of the five things. What was not asked stays empty."),
        N_("Ask again after some months: each place shows whether it goes up or down."),
        N_("What you type is kept as a draft, even if the program locks."),
    ),
    "settings": (
        N_("Language, theme and text size change at once."),
        N_("“Full sun” is for working outdoors: black on white, nothing pale."),
        N_("To change the passphrase you need the present one."),
        N_("A copy of safety is made each night when the program is open; three are kept."),
    ),
    "print": (
        N_("This is the page exactly as it will be printed."),
        N_("Choose the language of the document; it need not be the language of the screen."),
        N_("Before you hand over paper with names, ask yourself who could read it on the road."),
        N_("Without a printer, save the PDF and print it elsewhere; then erase it there."),
    ),
}


def screen_help(screen: str) -> tuple[str, ...]:
    """Return the sentences for a screen, marked for translators; none for an unknown one."""
    return _SCREENS.get(screen, ())


def screens() -> tuple[str, ...]:
    """Return the names of all screens that have a help."""
    return tuple(_SCREENS)
