"""Papers under an item of an agenda: files, and reports that put themselves there."""
