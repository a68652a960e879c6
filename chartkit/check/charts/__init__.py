"""What the rules about charts share: scales and who shares them, colours and their contrast, what filters leave.

Takes the views of a filled spec; the rules in `check/rules/` word what is found.
"""
