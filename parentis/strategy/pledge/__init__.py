"""The promises, what shows that each is kept, and what young people say of it."""
