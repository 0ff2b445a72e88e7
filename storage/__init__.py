"""What is known, and what follows from it by arithmetic. Knows no language and no chat."""

import storage.schema  # noqa: F401  (names of constraints must be set before the first table)
