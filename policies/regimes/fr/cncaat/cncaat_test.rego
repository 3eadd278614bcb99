# METADATA
# title: CNCAAT
package sharebroker.packs.fr_cncaat_test

import data.sharebroker.asking_test as asking

test_nat_1_no_persons_in_any_forum if {
	every forum in ["fr.cncaat", "bilateral"] {
		decision := asking.answer({
			"regime": "fr.cncaat", "forum": forum, "purpose": "support.service_planning", "paths": ["case.id"],
			"to": asking.party("fr.cncaat", "national_centre", "coordinator"),
			"from": asking.party("fr-39-pref", "prefecture", "coordinator"),
		})
		decision.reasons == ["deny_forum_no_persons"]
		"fr.nat-1" in decision.rules
	}
}
