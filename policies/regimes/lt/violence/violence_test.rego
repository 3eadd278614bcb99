# METADATA
# title: Lithuania, violence
package sharebroker.packs.lt_violence_test

import data.sharebroker.asking_test as asking

asked := {
	"regime": "lt.violence", "forum": "lt.violence", "purpose": "support.child_protection", "paths": ["subject.name.full"], "age": 12,
	"to": asking.party("lt-demo-social", "social", "member"), "from": asking.party("lt-demo-police", "police", "member"),
}

test_no_rule_permits_persons_yet if {
	asking.reasons(asked) == ["deny_default"]
	asking.answer(asked).rules == []
}

test_all_1_suicide_data_serve_nothing_else if {
	held := {"subject.name.full": {"origin_purpose": "support.suicide_prevention"}}
	asking.answer(object.union(asked, {"held": held})).rules == ["lt.all-1"]
}
