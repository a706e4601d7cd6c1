"""Training, export and evaluation of the networks that the page runs."""
