"""What Parentis tells staff: on a page, and by an e-mail that names nobody."""
