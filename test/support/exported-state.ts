/** What `pulumi stack export --show-secrets` tells of AppOS. */
export interface ExportedState {
  /** Inputs as text, by the last word of the type, and the name. */
  readonly inputs: ReadonlyMap<string, string>;
  readonly outputs: {
    readonly rollout: string;
    readonly rotation: Readonly<Record<string, string>>;
  };
  /** Generated passwords by the name of their resource. */
  readonly passwords: Readonly<Record<string, string>>;
}

interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: object;
  readonly outputs?: object;
}

export function readState(exported: string): ExportedState {
  const { deployment } = JSON.parse(exported) as { deployment: { resources: Resource[] } };
  const named = deployment.resources.map((r) => ({ ...r, name: r.urn.split("::").at(-1) ?? "" }));
  const stack = named.find(({ type }) => type === "pulumi:pulumi:Stack");
  const { applications } = stack?.outputs as {
    applications: { appos: ExportedState["outputs"] };
  };
  return {
    inputs: new Map(
      named.map(({ type, name, inputs }) => [
        `${type.split(":").at(-1) ?? ""} ${name}`,
        JSON.stringify(inputs),
      ]),
    ),
    outputs: { rollout: applications.appos.rollout, rotation: applications.appos.rotation },
    passwords: Object.fromEntries(
      named
        .filter(({ type }) => type.endsWith(":RandomPassword"))
        .map(({ name, outputs }) => [name, plaintext((outputs as { result: Secret }).result)]),
    ),
  };
}

/** What was created, deleted and updated between two states; `<rollout>` stands for the id of either. */
export function changes(before: ExportedState, after: ExportedState): readonly string[] {
  const names = [...new Set([...before.inputs.keys(), ...after.inputs.keys()])];
  return names
    .filter((name) => before.inputs.get(name) !== after.inputs.get(name))
    .map((name) => {
      const op = !before.inputs.has(name) ? "create" : after.inputs.has(name) ? "update" : "delete";
      return `${op} ${name}`
        .replace(before.outputs.rollout, "<rollout>")
        .replace(after.outputs.rollout, "<rollout>");
    })
    .sort();
}

interface Secret {
  readonly plaintext: string;
}

function plaintext(secret: Secret): string {
  return JSON.parse(secret.plaintext) as string;
}
