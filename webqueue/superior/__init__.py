"""The superior unit's side (上级单位): receive recommendations and answer them; the list of superior units."""
