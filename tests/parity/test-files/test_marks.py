"""Marks that pytest does not know are kept, and can be read."""
import pytest


@pytest.mark.slow
@pytest.mark.numbered(3, of="four")
def test_reads_marks(request):
    mark = request.node.get_closest_marker("numbered")
    assert mark.args == (3,)
    assert mark.kwargs == {"of": "four"}
    assert [each.name for each in request.node.iter_markers()] == ["numbered", "slow"]
    assert request.node.get_closest_marker("absent") is None


@pytest.mark.outer("a")
class TestMarked:
    @pytest.mark.outer("b")
    def test_closest(self, request):
        assert request.node.get_closest_marker("outer").args == ("b",)
        assert [mark.args[0] for mark in request.node.iter_markers("outer")] == ["b", "a"]


class TestInherits(TestMarked):
    pass


def test_private():
    with pytest.raises(AttributeError, match="must NOT start with underscore"):
        pytest.mark._private


def test_node_name(request):
    assert request.node.name == "test_node_name"
    assert request.function is test_node_name
    assert request.module.__name__ == "test_marks"
    assert request.cls is None
