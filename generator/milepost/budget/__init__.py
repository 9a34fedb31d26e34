"""Budget: accounts, lines, costs, and what earned value makes of them."""
