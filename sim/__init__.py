"""Discrete-event simulation of multichannel support organisations."""
