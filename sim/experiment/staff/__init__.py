"""The search for the cheapest roster that meets a scenario's targets."""
