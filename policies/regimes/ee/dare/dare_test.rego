# METADATA
# title: Dare to be yourself
package sharebroker.packs.ee_dare_test

import data.sharebroker.asking_test as asking

person := {
	"regime": "ee.dare", "forum": "ee.dare", "purpose": "support.family", "paths": ["subject.age_band"],
	"to": asking.party("ee-demo-school", "school", "member"), "from": asking.party("ee-demo-police", "police", "member"),
}

test_dar_1_no_persons_in_any_forum if {
	asking.reasons(person) == ["deny_forum_no_persons"]
	asking.reasons(object.union(person, {"forum": "bilateral"})) == ["deny_forum_no_persons"]
	asking.answer(object.union(person, {"forum": "bilateral"})).rules == ["ee.dar-1"]
}

test_dar_2_knowledge_is_shared if {
	knowledge := object.union(person, {"purpose": "knowledge.practice", "paths": []})
	asking.reasons(knowledge) == ["permit_no_personal_data"]
	asking.answer(knowledge).rules == ["ee.dar-2"]
}
