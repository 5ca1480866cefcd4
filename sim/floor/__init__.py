"""The organisation as a state machine without a clock."""
