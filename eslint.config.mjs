import pulumi from "@pulumi/eslint-plugin";
import tseslint from "typescript-eslint";

/** Data moves one way: an import never points downstream, and only tests know the sandbox. */
const mayNotImport = (folder, ...others) => ({
  files: [folder.endsWith(".ts") ? folder : `${folder}/**/*.ts`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            group: others.flatMap((other) => [`**/${other}`, `**/${other}/**`]),
            message: `${folder} may not import that: see "The way of the data"`,
          },
        ],
      },
    ],
  },
});

export default tseslint.config(
  { ignores: ["node_modules", ".cache", ".sandbox", "test/fixtures/**/*.js"] },
  {
    files: ["**/*.ts"],
    extends: tseslint.configs.strictTypeChecked,
    plugins: { pulumi },
    languageOptions: { parserOptions: { project: "./tsconfig.json" } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/strict-boolean-expressions": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "pulumi/no-output-in-template-literal": "error",
      "pulumi/no-output-instance-in-template-literal": "error",
      "max-lines": ["error", { max: 200, skipComments: true }],
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "CallExpression[callee.property.name='apply'] NewExpression[callee.type='MemberExpression']",
          message: "previews cannot show a resource created inside apply()",
        },
      ],
    },
  },
  mayNotImport("index.ts", "sandbox", "toolchain", "audit", "deploy", "test"),
  mayNotImport("config", "apps", "components", "stack", "sandbox", "toolchain", "audit", "test"),
  mayNotImport("apps", "components", "stack", "sandbox", "toolchain", "audit", "test", "@pulumi"),
  mayNotImport("bootstrap", "apps", "stack", "sandbox", "toolchain", "audit", "deploy", "test"),
  mayNotImport("components", "apps", "stack", "sandbox", "toolchain", "audit", "test"),
  mayNotImport("stack", "sandbox", "toolchain", "audit", "test"),
  mayNotImport("audit", "components", "stack", "sandbox", "toolchain", "test"),
  mayNotImport("deploy", "apps", "components", "stack", "sandbox", "toolchain", "test"),
  mayNotImport("sandbox", "components", "stack", "test"),
  mayNotImport("toolchain", "apps", "config", "components", "stack", "sandbox", "test"),
);
