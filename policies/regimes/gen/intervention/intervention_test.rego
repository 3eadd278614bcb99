# METADATA
# title: Interventions in general
package sharebroker.packs.gen_intervention_test

import data.sharebroker.disclosure

former := {"agency": "x-exit", "type": "ngo.intervention", "country": "de", "actor": {"id": "p-1", "role": "former_extremist"}}

reporter := {"agency": "x-helpline", "type": "helpline", "country": "de", "actor": {"id": "p-2", "role": "reporter"}}

provider := {"agency": "x-work", "type": "employment", "country": "de", "actor": {"id": "p-3", "role": "member"}}

mentoring := {
	"request": {
		"id": "rq-1", "at": "2026-03-02T09:30:00Z", "regime": "gen.intervention", "forum": "bilateral", "meeting": null,
		"purpose": "support.disengagement", "legal_basis": ["eu-gdpr:A6-1-e"], "why": "Begin the mentoring", "emergency": false,
		"fields": [{"path": "subject.name.full"}, {"path": "plan.actions"}, {"path": "contact.phone"}],
	},
	"requester": former, "recipient": former,
	"holder": {"agency": "x-probation", "type": "prison_probation", "country": "de", "actor": {"id": "p-4", "role": "case_owner"}},
	"subject": {"ref": "case-0071", "age": 23, "minor": false},
	"facts": {
		"consent.status": "given", "case.status": "open", "training.assessment_model": "valid",
		"agreement.confidentiality": "signed",
	},
	"held": {}, "prior": [], "regime_status": "confirmed",
}

answer(patches) := decision if {
	decision := disclosure.decision with input as json.patch(mentoring, patches)
}

set_fact(key, value) := {"op": "add", "path": concat("/", ["/facts", key]), "value": value}

for_receiver(receiver, purpose) := [
	{"op": "replace", "path": "/requester", "value": receiver},
	{"op": "replace", "path": "/recipient", "value": receiver},
	{"op": "replace", "path": "/request/purpose", "value": purpose},
]

test_int_1_former_extremist if {
	decision := answer([])
	decision.reasons == ["permit_consent"]
	decision.fields["subject.name.full"].action == "mask"
	decision.fields["plan.actions"] == {"action": "disclose"}
	decision.fields["contact.phone"] == {"action": "withhold", "reason": "deny_not_needed"}
	answer([set_fact("training.assessment_model", "none")]).reasons == ["deny_training_missing"]
	answer([set_fact("agreement.confidentiality", "expired")]).reasons == ["deny_confidentiality_unsigned"]
	answer([set_fact("consent.status", "not_required(statute)")]).reasons == ["deny_consent_missing"]
	answer([set_fact("consent.status", "refused")]).reasons == ["deny_consent_refused"]
}

test_int_2_reporter if {
	progress := {"op": "replace", "path": "/request/fields", "value": [{"path": "involvement.progress"}, {"path": "subject.gender"}]}
	decision := answer(array.concat(for_receiver(reporter, "support.progress_feedback"), [progress]))
	decision.reasons == ["permit_progress_status"]
	decision.fields["involvement.progress"] == {"action": "generalise", "scheme": "level3", "reason": "field_minimised"}
	decision.fields["subject.gender"] == {"action": "withhold", "reason": "deny_not_needed"}
}

test_int_2_reporter_as_provider if {
	named := array.concat(for_receiver(reporter, "support.service_delivery"), [set_fact("receiver.is_named_provider", true)])
	answer(named).fields["subject.name.full"] == {"action": "disclose"}
	unasked := array.concat(named, [set_fact("consent.status", "not_required(statute)")])
	answer(unasked).fields["subject.name.full"] == {"action": "withhold", "reason": "deny_not_needed"}
}

test_int_3_plan_to_the_named_service if {
	named := array.concat(for_receiver(provider, "support.reintegration"), [set_fact("receiver.is_named_provider", true)])
	decision := answer(named)
	decision.reasons == ["permit_consent"]
	{path | some path, field in decision.fields; field.action == "disclose"} == {"subject.name.full", "plan.actions"}
	answer(array.concat(named, [set_fact("consent.status", "unknown")])).reasons == ["deny_consent_missing"]
	answer(array.concat(named, [set_fact("consent.status", "refused")])).reasons == ["deny_consent_refused"]
	answer(for_receiver(provider, "support.reintegration")).reasons == ["deny_default"]
}
