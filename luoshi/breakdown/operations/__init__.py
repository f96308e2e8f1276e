"""What can be done with a list and its matters, by subject: drafts, lists, matters."""
