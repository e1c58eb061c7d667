"""Classes of tests: nested, derived, with set-up, and those that are left out."""


class Base:
    def setup_method(self):
        self.numbers = [1]

    def test_of_base(self):
        assert self.numbers == [1]

    def test_replaced(self):
        raise AssertionError


class TestDerived(Base):
    def test_own(self):
        self.numbers.append(2)
        assert self.numbers == [1, 2]

    def test_replaced(self):
        assert self.numbers == [1]


class TestOuter:
    size = 3

    class TestInner:
        def test_deep(self):
            assert False

        class TestInnermost:
            def test_deeper(self):
                pass

    def test_shallow(self):
        assert self.size == 3

    @staticmethod
    def test_static():
        pass

    @classmethod
    def test_of_class(cls):
        assert cls.size == 3


class TestWithInit:
    def __init__(self):
        self.x = 1

    def test_x(self):
        assert self.x == 1


class TestWithNew:
    def __new__(cls):
        return object.__new__(cls)

    def test_x(self):
        raise AssertionError


class TestLeftOut:
    __test__ = False

    def test_x(self):
        raise AssertionError


class NotATest:
    def test_x(self):
        raise AssertionError


class TestFalse:
    def __bool__(self):
        return False

    def test_is_run(self, request):
        assert request.instance is self


class TestFreshInstance:
    def test_sets(self):
        self.x = 1

    def test_has_none(self):
        assert not hasattr(self, "x")
