"""The evidence bundle (证据包): all that a decision stands on, for somebody who has no access here."""
