"""The second stage: a `Source` becomes a `Spec`, the canonical form of what the author wrote."""
