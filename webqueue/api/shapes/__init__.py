"""What goes in and out of the API; a field is only ever added."""
