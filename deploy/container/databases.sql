-- Beside the application's own database, one for the Prefect server, and what searching needs.
CREATE DATABASE prefect;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
\connect prefect
CREATE EXTENSION IF NOT EXISTS pg_trgm;
