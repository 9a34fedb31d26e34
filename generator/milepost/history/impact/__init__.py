"""Impact: what an edit does to dates, money, risk and scope, before it is accepted."""
