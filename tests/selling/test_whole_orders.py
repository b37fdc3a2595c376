"""Random orders with everything that this shop sells in them."""

from tests.support import whole_orders


def test_many_random_orders(full, capsys):
    count = 10_000 if full else 120
    whole_orders.main(count)
    assert capsys.readouterr().out.startswith(f"{count} orders")
