"""Exact values of queueing models: closed forms and Markov chains, no simulation.

Every function takes plain parameters and returns a mapping from the name of a quantity to its
value. Times are in the unit of the rates given (minutes in most cases, hours for office work).
"""
