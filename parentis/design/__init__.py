"""How pages look: the layout, the components, the forms."""
