package f_test

d := {"a": {"b": 2}, "xs": [1, 2, 3]}

g(x) := x * 2

test_ref if {
	x := {"e": 1}
	x.e == 2
}

test_virtual if d.a.b == 3

test_naked if {
	input.nothing
}

test_neg if {
	not d.a
}

test_every if {
	every x in d.xs { x < 3 }
}

test_call if {
	y := 4
	g(y) == count([z | some z in d.xs; z > 1])
}

test_long if {
	some i, v in d.xs
	print("looking at", i)
	v == 7
	i == 2
}

test_with if {
	input.a == 2 with input as {"a": 1}
}

test_multi_line if {
	object.union(
		{"a": 1},
		d.a,
	) == {"b": 2}
}

test_in if {
	9 in d.xs
}

test_conflict if {
	x := {k: v | some p in [[1, 2], [1, 3]]; k := p[0]; v := p[1]}
	count(x) == 3
}

todo_test_later if false

test_sum[name] if {
	some name, case in {"one": {"i": 1, "e": 2}, "two": {"i": 2, "e": 2}}
	case.i + 1 == case.e
}

test_deep[a][b] if {
	some a in ["x", "y"]
	some b in [1, 2]
	b == 1
}

test_twice if true

test_twice if 1 == 2
