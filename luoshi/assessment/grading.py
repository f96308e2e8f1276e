"""TEMP."""


def give(period):
    return {}


def take_back(period):
    return None
