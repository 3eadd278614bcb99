# METADATA
# title: Respect.lu
package sharebroker.packs.lu_respect_test

import data.sharebroker.asking_test as asking

outside := {
	"regime": "lu.respect", "forum": "bilateral", "purpose": "support.family", "codes": ["eu-gdpr:A6-1-a"],
	"paths": ["involvement.progress", "assessment.outcome", "subject.name.full"], "facts": {"consent.status": "given"},
	"to": asking.party("lu-demo-social", "social", "case_owner"),
	"from": asking.party("lu.respect", "ngo.intervention", "clinical_psychologist"),
}

test_res_1_progress_with_consent_and_therapy_never if {
	asking.reasons(outside) == ["permit_consent"]
	asking.actions(outside) == {
		"involvement.progress": "disclose", "assessment.outcome": "withhold deny_clinician_only",
		"subject.name.full": "withhold deny_not_needed",
	}
	none := {"codes": ["eu-gdpr:A6-1-e"], "facts": {"consent.status": "not_required(done)"}}
	asking.reasons(object.union(outside, none)) == ["deny_clinician_only"]
	asking.reasons(object.union(outside, {"to": outside.from})) == ["deny_default"]
}

test_res_2_media_never if {
	asking.reasons(object.union(outside, {"to": asking.party("lu-demo-news", "media", "member")})) == ["deny_forum_no_persons"]
	asking.reasons(object.union(outside, {"forum": "lu.respect.network"})) == ["deny_forum_no_persons"]
}
