# METADATA
# title: Augsburg network
package sharebroker.packs.de_by_augsburg_test

import data.sharebroker.asking_test as asking

person := {
	"regime": "de.by.augsburg", "forum": "de.by.augsburg", "purpose": "support.family", "paths": ["subject.age_band"],
	"to": asking.party("de-demo-school", "school", "member"), "from": asking.party("de-demo-police", "police", "member"),
}

test_aug_1_no_persons_in_any_forum if {
	asking.reasons(person) == ["deny_forum_no_persons"]
	asking.reasons(object.union(person, {"forum": "bilateral"})) == ["deny_forum_no_persons"]
	asking.answer(object.union(person, {"forum": "bilateral"})).rules == ["de.aug-1"]
}

test_aug_2_knowledge_is_shared if {
	knowledge := object.union(person, {"purpose": "knowledge.practice", "paths": []})
	asking.reasons(knowledge) == ["permit_no_personal_data"]
	asking.answer(knowledge).rules == ["de.aug-2"]
}
