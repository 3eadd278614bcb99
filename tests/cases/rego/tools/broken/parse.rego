package broken

p if x == 1

q contains }

r if true
