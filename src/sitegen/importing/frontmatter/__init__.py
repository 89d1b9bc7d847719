"""Front matter of any tool -> the keys of the contract."""
