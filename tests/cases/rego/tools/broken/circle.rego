package broken

p if q

q if p
