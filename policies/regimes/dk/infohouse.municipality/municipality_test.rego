# METADATA
# title: Danish Info-house, municipality
package sharebroker.packs.dk_infohouse_municipality_test

import data.sharebroker.disclosure

social := {"agency": "dk-461-social", "type": "social", "country": "dk", "actor": {"id": "p-1", "role": "member"}}

police := {"agency": "dk-461-police", "type": "police", "country": "dk", "actor": {"id": "p-2", "role": "spoc"}}

planning := {
	"request": {
		"id": "rq-1", "at": "2026-03-02T09:30:00Z", "regime": "dk.infohouse.municipality", "forum": "dk.infohouse.municipality",
		"meeting": null, "purpose": "support.service_planning", "legal_basis": ["dk.rpl.115", "eu-gdpr:A9-2-h", "sb-law:eu-gdpr.A10"],
		"why": "Choose a mentor", "fields": [{"path": "subject.name.full"}, {"path": "contact.phone"}], "emergency": false,
	},
	"requester": social, "recipient": social, "holder": police,
	"subject": {"ref": "case-0071", "age": 16, "minor": true},
	"facts": {
		"membership.active": true, "police_search": "no_security_response", "case.security_threat": "none",
		"case.status": "open", "training.assessment_model": "valid",
	},
	"held": {}, "prior": [], "regime_status": "confirmed",
}

threat := json.patch(planning, [
	{"op": "replace", "path": "/request/purpose", "value": "security.threat_assessment"},
	{"op": "replace", "path": "/requester", "value": police},
	{"op": "replace", "path": "/recipient", "value": police},
	{"op": "replace", "path": "/holder", "value": social},
	{"op": "replace", "path": "/facts/case.security_threat", "value": "confirmed"},
])

answer(base, patches) := decision if {
	decision := disclosure.decision with input as json.patch(base, patches)
}

set_fact(key, value) := {"op": "add", "path": concat("/", ["/facts", key]), "value": value}

asking(paths) := {"op": "replace", "path": "/request/fields", "value": [{"path": path, "why": "to plan"} | some path in paths]}

purpose(value) := {"op": "replace", "path": "/request/purpose", "value": value}

receiving(type) := {"op": "replace", "path": "/recipient/type", "value": type}

test_inf_1_search_first if {
	decision := answer(planning, [set_fact("police_search", "not_done")])
	decision.reasons == ["deny_police_search_first"]
	decision.obligations == [{"id": "explain_refusal"}, {"id": "police_search", "due": "PT72H"}, {"id": "store_receipt"}]
}

test_inf_2_security_response if {
	answer(planning, [set_fact("police_search", "security_response")]).reasons == ["deny_security_retained"]
}

test_inf_3_prosecution if {
	led := {"op": "replace", "path": "/request/legal_basis", "value": ["sb-law:eu-led.A8"]}
	answer(planning, [purpose("prosecution.evidence"), led]).reasons == ["deny_purpose_prosecution"]
}

test_inf_4_section_115 if {
	decision := answer(planning, [])
	decision.reasons == ["permit_statutory_gateway"]
	decision.fields == {"subject.name.full": {"action": "disclose"}, "contact.phone": {"action": "disclose"}}
	answer(planning, [purpose("support.family")]).reasons == ["deny_default"]
	answer(planning, [{"op": "replace", "path": "/request/legal_basis", "value": ["eu-gdpr:A6-1-e"]}]).reasons == ["deny_default"]
	answer(planning, [{"op": "replace", "path": "/request/forum", "value": "bilateral"}]).reasons == ["deny_default"]
}

test_inf_5_training if {
	decision := answer(planning, [asking(["assessment.risk.level", "assessment.outcome"]), set_fact("training.assessment_model", "none")])
	decision.fields == {
		"assessment.risk.level": {"action": "withhold", "reason": "deny_training_missing"},
		"assessment.outcome": {"action": "disclose"},
	}
}

test_inf_6_assessor_and_member if {
	paths := ["assessment.risk.level", "assessment.resilience.factors", "assessment.risk.factors"]
	every role in ["assessor", "member"] {
		every action in answer(planning, [asking(paths), {"op": "replace", "path": "/recipient/actor/role", "value": role}]).fields {
			action == {"action": "disclose"}
		}
	}
	every action in answer(planning, [asking(paths), {"op": "replace", "path": "/recipient/actor/role", "value": "chair"}]).fields {
		action.action == "withhold"
	}
}

test_inf_7_health if {
	paths := asking(["health.mental.record", "health.mental.need_flag"])
	clinicians := [
		{"op": "replace", "path": "/recipient/actor/role", "value": "clinician"},
		{"op": "replace", "path": "/holder/actor/role", "value": "clinician"},
	]
	care := answer(planning, array.concat(clinicians, [paths, purpose("support.health_care")]))
	care.fields == {
		"health.mental.record": {"action": "withhold", "reason": "deny_clinician_only"},
		"health.mental.need_flag": {"action": "disclose"},
	}
	answer(planning, [paths]).fields["health.mental.need_flag"].scheme == "need_flag"
}

test_inf_8_search_result_only if {
	answer(planning, [asking(["police.criminal_record", "police.intelligence", "police.search_result"])]).fields == {
		"police.criminal_record": {"action": "withhold", "reason": "deny_not_needed"},
		"police.intelligence": {"action": "withhold", "reason": "deny_not_needed", "existence": "conceal"},
		"police.search_result": {"action": "disclose"},
	}
}

test_inf_9_confirmed_threat if {
	decision := answer(threat, [asking(["case.id", "assessment.risk.level"])])
	decision.reasons == ["permit_security_escalation"]
	decision.fields == {"case.id": {"action": "disclose"}, "assessment.risk.level": {"action": "disclose"}}
	answer(threat, [set_fact("case.security_threat", "possible")]).reasons == ["deny_default"]
	answer(threat, [receiving("school")]).reasons == ["deny_default"]
}

test_inf_10_partner if {
	answer(planning, [receiving("ngo.community")]).reasons == ["deny_confidentiality_unsigned"]
	signed := answer(planning, [receiving("ngo.community"), set_fact("agreement.confidentiality", "signed")])
	signed.fields == {"subject.name.full": {"action": "disclose"}, "contact.phone": {"action": "withhold", "reason": "deny_not_needed"}}
}
