"""What the schema means: tables, models with both sides' associations, and how they change."""
