"""The figures in a browser: the scorecard, each indicator, and its young people."""
