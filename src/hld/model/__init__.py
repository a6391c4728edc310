"""The third stage: a `Spec` becomes a `Model`, names resolved and holes kept."""
