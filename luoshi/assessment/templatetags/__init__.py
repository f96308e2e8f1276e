"""What the pages of the room say in their own words."""
