"""What young people ask a body to talk about, and the answer that went back."""
