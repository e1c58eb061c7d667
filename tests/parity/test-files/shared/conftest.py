"""Fixtures of all files of the folder."""
import pytest


@pytest.fixture
def shared():
    return "shared"


@pytest.fixture(autouse=True)
def counted():
    COUNT.append(1)


@pytest.fixture
def replaced():
    return 1


COUNT = []
