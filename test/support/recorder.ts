import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

import { COMPUTED } from "./computed";
import "./untraced";

/** Marks a secret on the wire between program and engine. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Dotted paths of the inputs that are secrets. */
  readonly secrets: readonly string[];
  readonly parent: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** Names of the hooks that run before the engine deletes it. */
  readonly beforeDelete: readonly string[];
  /** Names of the hooks that run before the engine updates it. */
  readonly beforeUpdate: readonly string[];
  /** Logical names of what it waits for. */
  readonly dependsOn: readonly string[];
  readonly createTimeout: string;
  /** Outputs that are secrets, whatever the inputs say. */
  readonly secretOutputs: readonly string[];
  /** Inputs that stay as the state has them. */
  readonly ignored: readonly string[];
}

/** A registration that nobody made, for tests of what reads them. */
export function registered(
  type: string,
  name: string,
  inputs: Registration["inputs"],
): Registration {
  const none = {
    secrets: [],
    beforeDelete: [],
    beforeUpdate: [],
    dependsOn: [],
    secretOutputs: [],
    ignored: [],
  };
  const plain = { parent: "", protect: false, retainOnDelete: false, createTimeout: "" };
  return { ...none, ...plain, type, name, inputs };
}

export type Answers = Readonly<Record<string, (inputs: Record<string, unknown>) => object>>;

/**
 * Runs `build` against Pulumi's mocks and returns what it registered, in a stable order.
 *
 * Mocks see inputs alone; the request to the monitor also says what is protected, secret, and waited for.
 */
export async function record(build: () => unknown, answers: Answers = {}): Promise<Recording> {
  const requests: RegisterResourceRequest[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs: given }) => {
        const inputs = given as Record<string, unknown>;
        return {
          id: `${name}-id`,
          state: { arn: `arn:${name}`, ...inputs, ...COMPUTED[type]?.(name, inputs) },
        };
      },
      call: ({ token, inputs }) => {
        const answer = answers[token];
        if (answer === undefined) {
          throw new Error(`${token} was invoked: pass the value in instead of looking it up`);
        }
        return answer(inputs as Record<string, unknown>);
      },
    },
    "platform",
    "test",
    false,
    "organization",
  );
  listen(requests);
  await build();
  await pulumi.runtime.disconnect();
  return new Recording(requests.map(registration).sort((a, b) => compare(key(a), key(b))));
}

type Callback = (error: Error | null, response: unknown) => void;

/** Mocks know neither kind of hook; without an answer every guarded component would fail unheard. */
interface MockedMonitor {
  registerResource: (request: RegisterResourceRequest, callback: Callback) => unknown;
  registerResourceHook: (request: unknown, callback: Callback) => void;
  registerErrorHook: (request: unknown, callback: Callback) => void;
}

function listen(requests: RegisterResourceRequest[]): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as MockedMonitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    requests.push(request);
    return register(request, callback);
  };
  monitor.registerResourceHook = (_request, callback) => {
    callback(null, {});
  };
  monitor.registerErrorHook = monitor.registerResourceHook;
}

function registration(request: RegisterResourceRequest): Registration {
  const secrets: string[] = [];
  const inputs = unwrap(request.getObject()?.toJavaScript() ?? {}, "", secrets);
  return {
    type: request.getType(),
    name: request.getName(),
    inputs: inputs as Registration["inputs"],
    secrets,
    parent: lastName(request.getParent()),
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    beforeDelete: request.getHooks()?.getBeforeDeleteList() ?? [],
    beforeUpdate: request.getHooks()?.getBeforeUpdateList() ?? [],
    dependsOn: request.getDependenciesList().map(lastName).sort(compare),
    secretOutputs: request.getAdditionalsecretoutputsList(),
    ignored: request.getIgnorechangesList(),
    createTimeout: request.getCustomtimeouts()?.getCreate() ?? "",
  };
}

function unwrap(value: unknown, path: string, secrets: string[]): unknown {
  if (Array.isArray(value)) {
    return value.map((item, i) => unwrap(item, `${path}.${i}`, secrets));
  }
  if (value === null || typeof value !== "object") return value;
  if (SIGNATURE in value && "value" in value) {
    secrets.push(path);
    return unwrap(value.value, path, secrets);
  }
  return Object.fromEntries(
    Object.entries(value).map(([k, v]) => [
      k,
      unwrap(v, path === "" ? k : `${path}.${k}`, secrets),
    ]),
  );
}

function lastName(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}

function key({ type, name }: Registration): string {
  return `${type} ${name}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export class Recording {
  private readonly asked = new Map<string, readonly Registration[]>();

  constructor(readonly all: readonly Registration[]) {}

  /** Every resource of one type, whose short form is enough: `Deployment`, `core/v1:Namespace`. */
  of(type: string): readonly Registration[] {
    const found =
      this.asked.get(type) ??
      this.all.filter((r) => r.type === type || r.type.endsWith(`:${type}`));
    this.asked.set(type, found);
    return found;
  }

  one(type: string): Registration {
    const [first, ...rest] = this.of(type);
    if (first === undefined || rest.length > 0) {
      throw new Error(`expected exactly one ${type} among\n${this.names().join("\n")}`);
    }
    return first;
  }

  named(name: string, type: string): Registration {
    const found = this.of(type).find((r) => r.name === name);
    if (found === undefined)
      throw new Error(`no ${type} ${name} among\n${this.names().join("\n")}`);
    return found;
  }

  find(matches: (r: Registration) => boolean): Registration {
    const found = this.all.find(matches);
    if (found === undefined) throw new Error(`nothing matches among\n${this.names().join("\n")}`);
    return found;
  }

  /** Names of everything that must be ready before `name`, however indirectly. */
  waitsFor(name: string): string[] {
    const seen = new Set<string>();
    const queue = [name];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const { dependsOn } of this.all.filter((r) => r.name === next)) {
        queue.push(...dependsOn.filter((d) => !seen.has(d)));
        dependsOn.forEach((d) => seen.add(d));
      }
    }
    return [...seen];
  }

  names(): string[] {
    return this.all.map(key);
  }
}
