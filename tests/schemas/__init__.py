"""The schemas as a contract: what holds for every one of them."""
