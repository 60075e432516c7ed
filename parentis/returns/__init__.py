"""The returns received: upload, reading, findings, and which one is in force."""
