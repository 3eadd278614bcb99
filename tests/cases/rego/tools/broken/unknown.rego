package broken

p if f(1) == 2
