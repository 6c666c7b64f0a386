"""How sure a reading must be. Below `SURE`, a difference may be a misreading, never a fault: a person looks."""

SURE = 0.9
"""A character that scores less may have been misread."""

CODE_SURE = 0.6
"""Of a code's least certain character, where the code agrees with a valid typed one: a misreading that happens to turn
another code into just this one is out of the question, an unreadable one is not."""

SEAL_SURE = 0.33
"""Of the agreement of a unit seal's ring with the unit's name."""

NAME_SURE = 0.4
"""Of a name's least certain character, where it agrees with the typed one."""

FIELD_SURE = 0.5
"""Of a number in a letter's field that agrees with the form; digits are more easily taken for each other."""

LEGIBLY_ANOTHER = 0.98
"""Share that another character has of what may stand at a place, from which it is legible there."""
