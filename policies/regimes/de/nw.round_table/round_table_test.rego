# METADATA
# title: NRW round tables
package sharebroker.packs.de_nw_round_table_test

import data.sharebroker.asking_test as asking

person := {
	"regime": "de.nw.round_table", "forum": "de.nw.round_table", "purpose": "support.family", "paths": ["subject.age_band"],
	"to": asking.party("de-demo-school", "school", "member"), "from": asking.party("de-demo-police", "police", "member"),
}

test_nrt_1_no_persons_in_any_forum if {
	asking.reasons(person) == ["deny_forum_no_persons"]
	asking.reasons(object.union(person, {"forum": "bilateral"})) == ["deny_forum_no_persons"]
	asking.answer(object.union(person, {"forum": "bilateral"})).rules == ["de.nrt-1"]
}

test_nrt_2_knowledge_is_shared if {
	knowledge := object.union(person, {"purpose": "knowledge.practice", "paths": []})
	asking.reasons(knowledge) == ["permit_no_personal_data"]
	asking.answer(knowledge).rules == ["de.nrt-2"]
}
