"""How a document is made: one content model; to HTML, .docx and tagged PDF; charts."""
