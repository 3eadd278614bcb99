# Which fields of a record one agency may show to another, field by field.
package disclosure

default purpose_known := false

purpose_known if data.purposes[input.purpose]

requested contains field if some field in input.fields

action(field) := "refuse" if {
	not data.fields[field]
} else := "refuse" if {
	data.fields[field].level == "sealed"
	not input.order
} else := "mask" if {
	data.fields[field].level == "sensitive"
	not field in data.purposes[input.purpose].needs
} else := "show" if {
	field in data.purposes[input.purpose].needs
} else := "refuse"

masked(value) := concat("", [substring(value, 0, 1), "***"]) if is_string(value)

masked(value) := round(value / 10) * 10 if is_number(value)

masked(value) := null if {
	not is_string(value)
	not is_number(value)
}

shown[field] := value if {
	purpose_known
	some field in requested
	action(field) == "show"
	value := input.record[field]
}

shown[field] := masked(input.record[field]) if {
	purpose_known
	some field in requested
	action(field) == "mask"
}

refused contains {"field": field, "why": why} if {
	some field in requested
	action(field) == "refuse"
	why := object.get(data.fields, [field, "level"], "unknown")
}

age_days := floor((input.now - time.parse_rfc3339_ns(input.record.born)) / (((24 * 60) * 60) * 1000000000))

minor if age_days < 18 * 365.25

obligations contains "tell a guardian" if minor

obligations contains sprintf("delete after %d days", [days]) if {
	days := min({data.fields[field].keep_days | some field in requested; action(field) != "refuse"})
}

obligations contains text if {
	some i
	rule := data.purposes[input.purpose].obligations[i]
	text := sprintf("%02d: %s", [i + 1, rule])
}

decision := {
	"allow": count(shown) > 0,
	"fields": {field: action(field) | some field in requested},
	"shown": shown,
	"refused": refused,
	"obligations": sort(obligations),
	"digest": crypto.sha256(json.marshal(shown)),
}
