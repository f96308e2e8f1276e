"""组织 Units, posts, people, terms, acting-for, spheres. Who may speak in whose name, when."""
