"""Whether all is well (体检): what can be checked without people, and what of it can be mended."""
