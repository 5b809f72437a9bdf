//go:build tools

// Package engine pins the command that the build script compiles.
package engine

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
