"""Why this plan and not another: every answer is the same case tried once more with one thing changed.

- `levers`: what a plan may do or leave; `interval`: what is known of a difference of two proven costs;
- `asking`: questions as jobs of the study engine; `runner`: what a worker does for them;
- `worth`: what is chosen, what is not, and which statements bind; `breakeven`: the price at which something pays;
- `shapley`, `macc`: cost and abatement shared out among what acts together;
- `conflict`: the smallest set of statements that contradict each other;
- `explain`: all of it for a case or a run; `tables`: as CSV.
"""
