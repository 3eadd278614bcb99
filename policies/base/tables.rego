# METADATA
# title: How a row is read
# description: >-
#   A row applies when every column holds and its exception does not. Base rows always stand; a pack's rows run for a personal
#   payload only, unless the row says otherwise.
package sharebroker.tables

import data.base.words
import data.sharebroker.facets
import data.sharebroker.request

columns := ["by", "bases", "forum", "from", "purposes", "to"]

rows := array.concat(data.base.tables.rows, array.concat(object.get(request.pack, "rows", []), request.borrowed))

applies(row) if {
	request.payload in object.get(row, "payload", ["personal"])
	holds(row)
}

holds(row) if {
	every column, wanted in object.filter(row, columns) { meets(column, wanted) }
	every facet, wanted in object.get(row, "when", {}) { meets(facet, wanted) }
	not excepted(row)
}

# All conditions under unless together lift the row.
excepted(row) if {
	every facet, wanted in row.unless { meets(facet, wanted) }
}

# A condition is met by one of its words, in a facet or as the value of a fact.
meets(name, wanted) if {
	some term in wanted
	term in facets.seen[name]
} else if {
	request.fact(name) in wanted
} else if {
	not name in facets.seen.stated
	some term in words.facts[name].counts_as
	term in wanted
}

# Rows of one effect that apply.
fired(effect) := [row | some row in rows; row.effect == effect; applies(row)]

rule_of(row) := object.get(request.rule_here, row.id, object.get(row, "rule", row.id))
