# METADATA
# title: Channel
package sharebroker.packs.uk_channel_test

import data.sharebroker.disclosure

member := {"agency": "luton-social", "type": "social", "country": "uk", "actor": {"id": "p-1", "role": "member"}}

coordinator := {"agency": "luton-police", "type": "police", "country": "uk", "actor": {"id": "p-2", "role": "channel_coordinator"}}

senior := {"agency": "luton-unit-2", "type": "social", "country": "uk", "actor": {"id": "p-3", "role": "senior_social_worker"}}

panel := {
	"request": {
		"id": "rq-1", "at": "2026-03-02T09:30:00Z", "regime": "uk.channel", "forum": "uk.channel",
		"meeting": {"id": "2026-03", "date": "2026-03-09", "agenda_has_case": true}, "purpose": "support.service_planning",
		"legal_basis": ["uk.ctsa15.s36", "eu-gdpr:A9-2-g"], "why": "Choose the support",
		"fields": [{"path": "subject.name.full"}], "emergency": false,
	},
	"requester": member, "recipient": member, "holder": coordinator,
	"subject": {"ref": "case-0071", "age": 19, "minor": false},
	"facts": {"membership.active": true, "case.channel_threshold": "met", "case.status": "open"},
	"held": {}, "prior": [], "regime_status": "confirmed",
}

consultation := json.patch(panel, [
	{"op": "replace", "path": "/requester", "value": coordinator},
	{"op": "replace", "path": "/recipient", "value": coordinator},
	{"op": "replace", "path": "/holder", "value": senior},
	{"op": "replace", "path": "/request/forum", "value": "bilateral"},
	{"op": "replace", "path": "/request/meeting", "value": null},
	{"op": "remove", "path": "/facts/case.channel_threshold"},
])

answer(base, patches) := decision if {
	decision := disclosure.decision with input as json.patch(base, patches)
}

set_fact(key, value) := {"op": "add", "path": concat("/", ["/facts", key]), "value": value}

asking(paths) := {"op": "replace", "path": "/request/fields", "value": [{"path": path, "why": "to plan"} | some path in paths]}

delivery := {"op": "replace", "path": "/request/purpose", "value": "support.service_delivery"}

test_cha_1_above_the_threshold if {
	decision := answer(panel, [asking(["contact.address", "belief.ideology", "belief.religion"])])
	decision.reasons == ["permit_forum_member"]
	decision.fields["contact.address"] == {"action": "disclose"}
	decision.fields["belief.ideology"] == {"action": "disclose"}
	decision.fields["belief.religion"] == {"action": "withhold", "reason": "field_minimised"}
	{"id": "progress_review", "due": "P1M"} in decision.obligations
	answer(panel, [{"op": "replace", "path": "/request/meeting", "value": null}]).reasons == ["deny_default"]
	answer(panel, [{"op": "replace", "path": "/request/legal_basis", "value": ["uk.ctsa15.s38"]}]).reasons == ["deny_default"]
}

test_cha_2_below_the_threshold if {
	answer(panel, [set_fact("case.channel_threshold", "not_met")]).reasons == ["deny_threshold_not_met"]
}

test_cha_3_consultation_without_the_name if {
	decision := answer(consultation, [asking(["subject.name.full", "referral.date", "contact.phone"])])
	decision.reasons == ["permit_pseudonymous_referral"]
	decision.fields["subject.name.full"].action == "pseudonymise"
	decision.fields["referral.date"] == {"action": "disclose"}
	decision.fields["contact.phone"] == {"action": "withhold", "reason": "deny_not_needed"}
	answer(consultation, [{"op": "replace", "path": "/requester/actor/role", "value": "member"}]).reasons == ["deny_default"]
	answer(consultation, [{"op": "replace", "path": "/holder/actor/role", "value": "case_owner"}]).reasons == ["deny_default"]
}

test_cha_4_support_by_consent_alone if {
	answer(panel, [delivery]).reasons == ["deny_consent_missing"]
	answer(panel, [delivery, set_fact("consent.status", "not_required(statute)")]).reasons == ["deny_consent_missing"]
	answer(panel, [delivery, set_fact("consent.status", "withdrawn")]).reasons == ["deny_consent_refused"]
	answer(panel, [delivery, set_fact("consent.status", "given")]).reasons == ["deny_default"]
}

test_cha_5_no_intelligence if {
	origin := {"op": "add", "path": "/held/contact.address", "value": {"origin_purpose": "security.intelligence_gathering"}}
	decision := answer(panel, [origin, asking(["police.intelligence", "contact.address", "contact.phone"])])
	decision.fields["police.intelligence"] == {"action": "withhold", "existence": "conceal", "reason": "deny_originator_control"}
	decision.fields["contact.address"] == {"action": "withhold", "reason": "deny_originator_control"}
	decision.fields["contact.phone"] == {"action": "disclose"}
}
