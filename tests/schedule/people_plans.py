"""Random plans of people with too much to do."""

from hypothesis import strategies as st


@st.composite
def plans(draw, sizes=("duration", "effort"), begun=False):
    """Up to nine tasks of three people, by duration or effort, with links between them; some have begun."""
    lines = []
    for at in range(draw(st.integers(2, 9))):
        days = draw(st.integers(1, 6))
        team = draw(st.lists(st.sampled_from(["mara", "raj", "eva"]), min_size=1, max_size=2, unique=True))
        units = draw(st.sampled_from([None, "50%", "30%"]))
        whole = [who if units is None else f"{{who: {who}, units: {units}}}" for who in team]
        before = draw(st.lists(st.integers(0, at - 1), max_size=2, unique=True)) if at else []
        kind = draw(st.sampled_from(["", " SS", " FF"]))
        done = draw(st.sampled_from([0, 0, 0, 25, 60])) if begun else 0
        progress = f", progress: {{actual_start: 2026-06-01, percent: {done}}}" if done else ""
        lines.append(
            f"  - {{id: T-{at}, name: Task, {draw(st.sampled_from(sizes))}: {days}d, "
            f"assignments: [{', '.join(whole)}], predecessors: [{', '.join(f'T-{one}{kind}' for one in before)}]{progress}}}\n"
        )
    return "".join(lines)
