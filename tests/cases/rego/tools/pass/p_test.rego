package clinic_test

import data.clinic

test_doctor_is_let_in if clinic.allow with input as {"user": "bob", "role": "doctor"}

test_others_are_not if not clinic.allow with input as {"user": "eve", "role": "doctor"}

test_names if clinic.names == {"nurse", "doctor"}

test_sum[name] if {
	some name, case in {"one": {"given": 1, "wanted": 3}, "two": {"given": 2, "wanted": 4}}
	clinic.f(case.given) == case.wanted
}
