"""The tables of the room: requests about a matter, and what units are asked for."""
