"""What can go wrong, as a family of exceptions.

Each says what happened, with the value that offended and what to do about it, in words for the person who
runs the command or asks the question.

    ZhiqingError
    ├── UnreadableInput        a file that no reader can turn into a report
    │   ├── InputNotFound      there is no such path
    │   ├── EmptyInput         nothing stands in it
    │   ├── InputTooLarge      more than a report ever is
    │   ├── WrongKind          the content is not what the name says, or of no kind that is read
    │   └── NotAReport         readable, but no annual report
    ├── UnknownIdentity        whose report it is, or of which year, cannot be told
    ├── ReportConflict         two different reports of one agency and year in one run
    ├── UnknownForm            no such statutory form
    ├── BadQuestion            blank, over-long or no text
    ├── GateRefusal            an answer with a digit that nothing carries
    ├── NameTaken              an account of that name exists
    ├── WeakPassword           a password too short or too common
    ├── EntryChanged           an entry that someone else has written since
    ├── BadLiveFigure          a {{…}} in an answer that cannot be read or rendered
    ├── NothingToConfirm       a cell that is not there, or whose value is not uncertain
    ├── BadPaper               an exam paper that does not follow the contract
    └── BadDatabase            a file that is not a Zhiqing knowledge base
"""

from __future__ import annotations


class ZhiqingError(Exception):
    """The root of the family; ``str()`` of any of them is fit to be shown."""


class UnreadableInput(ZhiqingError):
    """A file that cannot be read as a report."""


class InputNotFound(UnreadableInput):
    """There is no such path."""


class EmptyInput(UnreadableInput):
    """Nothing stands in the file."""


class InputTooLarge(UnreadableInput):
    """The file is larger than a report ever is."""


class WrongKind(UnreadableInput):
    """The content is not what the file's name says, or is of no kind that a reader takes."""


class NotAReport(UnreadableInput):
    """The text is readable but is no information-disclosure annual report."""


class UnknownIdentity(ZhiqingError):
    """Neither the text nor the options say whose report it is, or of which year."""


class ReportConflict(ZhiqingError):
    """Two different texts for one agency and year came in one run."""


class UnknownForm(ZhiqingError):
    """A form id that no file in ``knowledge/forms`` has."""

    def __init__(self, form_id: str, known: list[str]) -> None:
        super().__init__(f"没有“{form_id}”这一表样；现有：{'、'.join(known)}")


class BadQuestion(ZhiqingError):
    """A question that is blank or longer than 500 characters."""


class GateRefusal(ZhiqingError):
    """An answer in which a digit is carried by no citation, quotation or formula."""


class NameTaken(ZhiqingError):
    """There is an account of that name already."""


class WeakPassword(ZhiqingError):
    """A password that is too short, or that anybody would try first."""


class WordsGone(ZhiqingError):
    """Words that were cited from a report and that its newer version no longer has."""


class EntryChanged(ZhiqingError):
    """Someone else has written a version of the entry since it was opened."""


class BadLiveFigure(ZhiqingError):
    """A live figure that cannot be read, or that no report held gives."""


class NothingToConfirm(ZhiqingError):
    """A cell that is not there, or whose value is not uncertain, so that there is nothing to confirm."""


class BadPaper(ZhiqingError):
    """An exam paper that does not follow the contract; the message names the line."""


class BadDatabase(ZhiqingError):
    """A file that is not a Zhiqing knowledge base, or one made by a newer version."""
