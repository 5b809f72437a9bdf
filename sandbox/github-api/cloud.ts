import { randomUUID } from "node:crypto";

import { now } from "../cloud/clock";
import { find, list, placeAt, remove, replace, type CloudObject } from "../cloud/objects";
import { digest } from "../cloud/seal";
import type { World } from "../cloud/world-schema";
import { github } from "../facts/github";
import { at } from "../facts/paths";
import { ownedBy } from "../provider/delete";
import { merge } from "../provider/outputs";
import type { Props } from "../provider/values";
import { notFound, Refused } from "./exchange";

/** Types of GitHub objects on the sandbox's disk. */
export const TYPE = {
  actions: "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions",
  environment: "github:index/repositoryEnvironment:RepositoryEnvironment",
  environmentSecret: "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
  environmentVariable: "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
  policy:
    "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
  repository: "github:index/repository:Repository",
  repositorySecret: "github:index/actionsSecret:ActionsSecret",
  repositoryVariable: "github:index/actionsVariable:ActionsVariable",
  ruleset: "github:index/repositoryRuleset:RepositoryRuleset",
  team: "github:index/team:Team",
  workflows: "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions",
  teamAccess: "github:index/teamRepository:TeamRepository",
} as const;
export type Type = (typeof TYPE)[keyof typeof TYPE];

/** The organisation on the sandbox's disk; what is written here happens behind the engine's back. */
export class Cloud {
  private readonly place: string;

  constructor(
    readonly sandbox: string,
    readonly world: World,
    /** Where this API answers, without a slash at the end. */
    readonly url: string,
  ) {
    this.place = placeAt(sandbox, "github", this.owner);
  }

  get owner(): string {
    return this.world.github.organization.login;
  }

  get now(): string {
    return now(this.sandbox);
  }

  /** The object with this id; not found is an answer of its own. */
  get(type: Type, id: string): CloudObject {
    const object = this.find(type, id);
    if (object === undefined) throw notFound();
    return object;
  }

  find(type: Type, id: string): CloudObject | undefined {
    return find(this.place, type, id);
  }

  /** Every object whose properties are these. */
  all(type: Type, like: Props = {}): readonly CloudObject[] {
    return list(this.place, type)
      .map(({ object }) => object)
      .filter((object) =>
        Object.entries(like).every(([key, value]) => live(object)[key] === value),
      );
  }

  /** Writes an object, keeping what identifies one that was there; says whether it is new. */
  put(type: Type, id: string, sent: Props, outputs: Props = {}): boolean {
    const old = this.find(type, id);
    for (const { path, holds, text: words } of github[type]?.limits ?? []) {
      const value = at(sent, path);
      if (value !== undefined && !holds(value, sent))
        throw new Refused(422, words.replace(/^422 /, ""));
    }
    const inputs = github[type]?.keeps?.(sent, this.sandbox) ?? sent;
    const fresh = { type, id, uid: randomUUID(), name: id, createdAt: this.now };
    replace(this.place, {
      ...(old ?? fresh),
      inputs,
      outputs: { ...old?.outputs, ...outputs },
    });
    return old === undefined;
  }

  /** Removes an object with what it contains. */
  remove(type: Type, id: string): void {
    const object = this.get(type, id);
    const owned = ownedBy(github[type] ?? {}, object, this.place);
    for (const each of [object, ...owned]) remove(this.place, each.type, each.id);
  }
}

/** Everything that is true of an object. */
export function live({ inputs, outputs }: CloudObject): Props {
  return merge(outputs, inputs);
}

/** A number that is always the same for this object, or for a part of it. */
export function numberOf({ uid }: CloudObject, part = ""): number {
  return Number.parseInt(digest(`${uid}\n${part}`, 7), 16) + 1;
}
