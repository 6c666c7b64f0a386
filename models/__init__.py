"""Facts: value types, the rules of the field, what is stored, and life cycles."""
