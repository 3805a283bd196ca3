"""What a person at the page has to be told."""


class PageError(Exception):
    """Something cannot be done; the message says what and why, and `status` is the HTTP status."""

    def __init__(self, message: str, status: int = 400) -> None:
        """Take what the page shows."""
        super().__init__(message)
        self.status = status
