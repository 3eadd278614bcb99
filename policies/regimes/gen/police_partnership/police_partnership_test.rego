# METADATA
# title: Police partnerships in general
package sharebroker.packs.gen_police_partnership_test

import data.sharebroker.disclosure

police := {"agency": "x-police", "type": "police", "country": "uk", "actor": {"id": "p-1", "role": "member"}}

partnership := {
	"request": {
		"id": "rq-1", "at": "2026-03-02T09:30:00Z", "regime": "gen.police_partnership", "forum": "bilateral", "meeting": null,
		"purpose": "support.crime_prevention", "legal_basis": ["eu-gdpr:A6-1-a"], "why": "Who can help?",
		"fields": [{"path": "subject.name.full"}], "emergency": false,
	},
	"requester": police, "recipient": police,
	"holder": {"agency": "x-youth", "type": "youth", "country": "uk", "actor": {"id": "p-2", "role": "member"}},
	"subject": {"ref": "case-0071", "age": 20, "minor": false},
	"facts": {"consent.status": "given", "case.status": "open", "partnership.type": "refer_assess_manage"},
	"held": {}, "prior": [], "regime_status": "confirmed",
}

answer(patches) := decision if {
	decision := disclosure.decision with input as json.patch(partnership, patches)
}

test_pol_1_threats_are_not_looked_for_in_care if {
	looking := {"op": "replace", "path": "/facts/partnership.type", "value": "identify_threats"}
	answer([looking]).reasons == ["deny_intelligence_from_outreach"]
	answer([{"op": "remove", "path": "/facts/partnership.type"}]).reasons == ["deny_intelligence_from_outreach"]
	answer([looking, {"op": "replace", "path": "/holder/type", "value": "housing"}]).reasons == ["deny_default"]
}

test_pol_2_consent_alone if {
	answer([]).reasons == ["deny_default"]
	task := {"op": "replace", "path": "/request/legal_basis", "value": ["eu-gdpr:A6-1-e"]}
	answer([task]).reasons == ["deny_regime_unconfirmed"]
}

test_pol_3_no_query_of_intelligence if {
	file := {"op": "replace", "path": "/request/fields", "value": [{"path": "police.intelligence"}]}
	answer([file]).reasons == ["deny_originator_control"]
	answer([{"op": "replace", "path": "/holder/type", "value": "intelligence"}]).reasons == ["deny_originator_control"]
}
