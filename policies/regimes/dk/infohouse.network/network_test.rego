# METADATA
# title: Danish Info-house network
package sharebroker.packs.dk_infohouse_network_test

import data.sharebroker.disclosure

city := {"agency": "dk-461-city", "type": "municipality", "country": "dk", "actor": {"id": "p-1", "role": "coordinator"}}

police := {"agency": "dk-politi", "type": "police.prevention", "country": "dk", "actor": {"id": "p-2", "role": "coordinator"}}

practice := {
	"request": {
		"id": "rq-1", "at": "2026-03-02T09:30:00Z", "regime": "dk.infohouse.network", "forum": "dk.infohouse.network",
		"meeting": null, "purpose": "knowledge.practice", "legal_basis": ["none_personal"], "why": "What works with groups",
		"fields": [], "emergency": false,
	},
	"requester": city, "recipient": city, "holder": police, "subject": null,
	"facts": {"membership.active": true, "aggregate.smallest_cell": 20, "case.status": "open"},
	"held": {}, "prior": [], "regime_status": "confirmed",
}

answer(patches) := decision if {
	decision := disclosure.decision with input as json.patch(practice, patches)
}

purpose(value) := {"op": "replace", "path": "/request/purpose", "value": value}

fields(paths) := {"op": "replace", "path": "/request/fields", "value": [{"path": path} | some path in paths]}

test_net_1_no_persons if {
	person := [
		purpose("support.service_planning"), fields(["case.id"]),
		{"op": "replace", "path": "/request/legal_basis", "value": ["dk.rpl.115"]},
	]
	answer(person).reasons == ["deny_forum_no_persons"]
	answer(array.concat(person, [{"op": "replace", "path": "/request/forum", "value": "bilateral"}])).reasons == ["deny_forum_no_persons"]
}

test_net_2_practice if {
	answer([]).reasons == ["permit_no_personal_data"]
	answer([{"op": "replace", "path": "/facts/membership.active", "value": false}]).reasons == ["deny_not_member"]
}

test_net_3_numbers if {
	every word in ["statistics", "policy"] {
		answer([purpose(concat(".", ["knowledge", word])), fields(["contact.area"])]).reasons == ["permit_aggregate_only"]
	}
	every word in ["evaluation", "research"] {
		answer([purpose(concat(".", ["knowledge", word])), fields(["contact.area"])]).reasons == ["deny_default"]
	}
}
