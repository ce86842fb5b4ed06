"""Who is invited through which channel, who came, who exhibits."""
