"""What can be wrong with the records as a whole, found by reading them. Changes nothing."""
