package broken

p if x == 1

q if not y
