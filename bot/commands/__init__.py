"""The commands of `bot` by what they are about; each imports what is heavy when it is given."""
