// Sources of the schemas: fetched and checked against go.sum, never built, so that their own
// requirements stay out. Nothing imports them: `go mod tidy` would empty this file.
module platform/toolchain/schemas

go 1.25.11

require (
	k8s.io/kubernetes v1.36.3
	sigs.k8s.io/gateway-api v1.5.0
)
