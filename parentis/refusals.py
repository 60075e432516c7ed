"""What cannot be done, said to people."""


class Refused(Exception):
    """One clear sentence that says why not, and what to do. Commands print it as it is.

    Every package's own refusals come from this one, so that whoever shows them need not
    know (or import) them all.
    """
