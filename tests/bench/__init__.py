"""Speed and memory, side by side with the tools a planner would otherwise use."""
