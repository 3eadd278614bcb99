package clinic

import data.roles

default allow := false

allow if {
	input.user == "bob"
	some r in roles
	r.name == input.role
	print("hello", r)
}

allow if input.x > 3

names contains r.name if some r in roles

f(x) := y if {
	y := x + count(names)
}
