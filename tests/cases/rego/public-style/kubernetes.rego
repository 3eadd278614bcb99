# Admission of workloads into a cluster.
package kubernetes.admission

import rego.v1

exempt_namespaces := {"kube-system", "monitoring"}

workload_kinds := {"Deployment", "StatefulSet", "DaemonSet", "Job"}

pod_spec := input.request.object.spec if input.request.kind.kind == "Pod"

pod_spec := input.request.object.spec.template.spec if input.request.kind.kind in workload_kinds

containers contains container if some container in pod_spec.containers

containers contains container if some container in pod_spec.initContainers

registry_of(image) := split(image, "/")[0] if contains(image, "/")

else := "docker.io"

tag_of(image) := parts[count(parts) - 1] if {
	parts := split(image, ":")
	count(parts) > 1
	not contains(parts[count(parts) - 1], "/")
}

else := "latest"

deny contains message if {
	some container in containers
	registry := registry_of(container.image)
	not registry in data.allowed_registries
	message := sprintf("container %q comes from %v", [container.name, registry])
}

deny contains message if {
	some container in containers
	tag_of(container.image) == "latest"
	message := sprintf("container %q has no fixed version", [container.name])
}

deny contains "privileged containers are refused" if {
	some container in containers
	container.securityContext.privileged
}

deny contains message if {
	some container in containers
	some what in ["cpu", "memory"]
	not container.resources.limits[what]
	message := concat(" ", ["container", container.name, "has no limit for", what])
}

deny contains message if {
	some container in containers
	limit := units.parse_bytes(container.resources.limits.memory)
	limit > data.memory_max
	message := sprintf("container %v asks for %d bytes", [container.name, limit])
}

deny contains message if {
	required := {label | some label in data.required_labels}
	given := object.keys(object.get(input.request.object.metadata, "labels", {}))
	missing := required - given
	count(missing) > 0
	message := sprintf("labels are missing: %s", [concat(", ", missing)])
}

deny contains "ports below 1024 are refused" if {
	some i, j
	port := pod_spec.containers[i].ports[j]
	port.containerPort < 1024
}

default exempt := false

exempt if input.request.namespace in exempt_namespaces

default allow := false

allow if exempt

allow if {
	not exempt
	count(deny) == 0
}

response := {
	"apiVersion": "admission.k8s.io/v1",
	"kind": "AdmissionReview",
	"response": {
		"allowed": allow,
		"uid": object.get(input, ["request", "uid"], ""),
		"status": {"message": concat("; ", sort(deny))},
		"images": {container.name: image | some container in containers; image := lower(container.image)},
	},
}
