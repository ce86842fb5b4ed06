"""Who gets what, each at most one and each once, at the least cost together: exact, and quick for hundreds."""

from collections.abc import Sequence


def assign(costs: Sequence[Sequence[int]]) -> list[int | None]:
    """The cheapest column for each row, each column once; None for the rows left over where rows outnumber columns.

    ``costs`` are whole numbers, a row each; all rows are of one length.
    """
    if not costs:
        return []
    import numpy as np  # noqa: PLC0415 -- heavy, and few pages need it
    from ortools.graph.python import linear_sum_assignment  # noqa: PLC0415 -- the same

    rows, columns = len(costs), len(costs[0])
    size = max(rows, columns)
    matrix = np.zeros((size, size), np.int64)  # what is added to make it square costs nothing, whoever gets it
    matrix[:rows, :columns] = costs
    left, right = np.divmod(np.arange(size * size), size)
    solver = linear_sum_assignment.SimpleLinearSumAssignment()
    solver.add_arcs_with_cost(left, right, matrix.ravel())
    if solver.solve() != solver.OPTIMAL:
        raise ValueError("the costs cannot be weighed against each other")
    chosen = [solver.right_mate(row) for row in range(rows)]
    return [column if column < columns else None for column in chosen]
