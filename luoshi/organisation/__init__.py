"""组织 Units, posts, people, terms of office, acting-for, spheres, groups. Who may speak in whose name, when."""
