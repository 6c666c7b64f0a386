"""The applicant's own pages (申报人), reached by the number and the code that the employer handed out."""
