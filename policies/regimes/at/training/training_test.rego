# METADATA
# title: Austrian joint training
package sharebroker.packs.at_training_test

import data.sharebroker.asking_test as asking

person := {
	"regime": "at.training", "forum": "at.training", "purpose": "support.family", "paths": ["case.id"],
	"to": asking.party("at-demo-school", "school", "trainer"), "from": asking.party("at-demo-police", "police", "trainer"),
}

test_tra_1_neither_persons_nor_numbers if {
	asking.reasons(person) == ["deny_forum_no_persons"]
	asking.reasons(object.union(person, {"forum": "bilateral"})) == ["deny_forum_no_persons"]
	numbers := object.union(person, {"purpose": "knowledge.statistics", "facts": {"aggregate.smallest_cell": 60}})
	asking.reasons(numbers) == ["deny_forum_no_persons"]
	asking.reasons(object.union(person, {"purpose": "knowledge.training", "paths": []})) == ["permit_no_personal_data"]
}
