# More levels of arrays than any incident needs.
print("[" * 10000 + "]" * 10000)
