import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { now } from "./clock";
import { insert, placeAt, readIfThere, writeWhole, type CloudObject } from "./objects";
import { digest } from "./seal";
import type { World } from "./world-schema";
import type { Props } from "../provider/values";

/** Two folders up from here, in the sources as in the bundle. */
const WORLD_FILE = path.resolve(__dirname, "../../sandbox/world.yaml");

/** Reads the world; the first reader of a sandbox puts into its cloud what exists beforehand. */
export async function openWorld(sandbox: string): Promise<World> {
  const source = fs.readFileSync(WORLD_FILE, "utf8");
  const copy = path.join(sandbox, "cloud", "world.json");
  const known = JSON.parse(readIfThere(copy) ?? "{}") as { hash?: string; world?: World };
  if (known.hash === digest(source) && known.world !== undefined) return known.world;

  // Parser and validator cost more to load than everything else here, and are needed only once.
  const [{ parse }, { World: schema }] = await Promise.all([
    import("yaml"),
    import("./world-schema"),
  ]);
  const world = schema.parse(parse(source));
  for (const { place, object } of seeds(sandbox, world)) insert(place, object);
  writeWhole(copy, JSON.stringify({ hash: digest(source), world }, undefined, 2));
  return world;
}

/** Gives a new cluster what every cluster starts with. */
export function seedCluster(sandbox: string, cluster: string): void {
  const place = placeAt(sandbox, "kubernetes", cluster);
  if (fs.existsSync(place)) return;
  for (const object of clusterObjects(now(sandbox))) insert(place, object);
}

function* seeds(sandbox: string, world: World): Generator<{ place: string; object: CloudObject }> {
  const createdAt = now(sandbox);
  for (const { name, id, account } of world.hostedZones) {
    const place = placeAt(sandbox, "aws", accountId(world, account), "global");
    const nameServers = [1, 2, 3, 4].map((number) => `ns-${number}.awsdns-sandbox.test`);
    const outputs = { zoneId: id, arn: `arn:aws:route53:::hostedzone/${id}`, nameServers };
    const type = "aws:route53/zone:Zone";
    const inputs = { name, comment: "Managed by Pulumi", tagsAll: {} };
    yield {
      place,
      object: { type, id, uid: randomUUID(), name, createdAt, inputs, outputs },
    };
  }
  for (const [name, { account, region, version }] of Object.entries(world.clusters)) {
    const place = placeAt(sandbox, "aws", accountId(world, account), region);
    yield {
      place,
      object: eksCluster(name, accountId(world, account), region, version, createdAt),
    };
    for (const object of clusterObjects(createdAt)) {
      yield { place: placeAt(sandbox, "kubernetes", name), object };
    }
  }
  const place = placeAt(sandbox, "github", world.github.organization.login);
  for (const object of githubObjects(world, createdAt)) yield { place, object };
}

function accountId(world: World, name: string): string {
  const account = world.accounts[name];
  if (account === undefined)
    throw new Error(`world.yaml names an account ${name} and does not describe it`);
  return account.id;
}

function eksCluster(
  name: string,
  account: string,
  region: string,
  version: string,
  createdAt: string,
): CloudObject {
  const id = digest(`cluster ${account} ${name}`, 32).toUpperCase();
  const host = `${id}.gr7.${region}.eks.amazonaws.com`;
  const outputs: Props = {
    arn: `arn:aws:eks:${region}:${account}:cluster/${name}`,
    endpoint: `https://${host}`,
    certificateAuthority: { data: Buffer.from(host).toString("base64") },
    identities: [{ oidcs: [{ issuer: `https://oidc.eks.${region}.amazonaws.com/id/${id}` }] }],
    vpcConfig: { vpcId: `vpc-${digest(id, 17)}`, clusterSecurityGroupId: `sg-${digest(id, 17)}` },
    platformVersion: "eks.1",
    status: "ACTIVE",
    createdAt,
  };
  return {
    type: "aws:eks/cluster:Cluster",
    id: name,
    uid: randomUUID(),
    name,
    createdAt,
    inputs: { name, version, region },
    outputs,
  };
}

function clusterObjects(createdAt: string): readonly CloudObject[] {
  return [
    kubernetesObject("v1", "Namespace", "default", createdAt),
    kubernetesObject("v1", "Namespace", "kube-system", createdAt),
    kubernetesObject("storage.k8s.io/v1", "StorageClass", "default", createdAt),
  ];
}

function kubernetesObject(
  apiVersion: string,
  kind: string,
  name: string,
  createdAt: string,
): CloudObject {
  const group = apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`;
  const outputs = kind === "Namespace" ? { status: { phase: "Active" } } : {};
  const inputs = { apiVersion, kind, metadata: { name } };
  return {
    type: `kubernetes:${group}:${kind}`,
    id: name,
    uid: randomUUID(),
    name,
    createdAt,
    inputs,
    outputs,
  };
}

function* githubObjects({ github }: World, createdAt: string): Generator<CloudObject> {
  const owner = github.organization.login;
  const object = (
    type: string,
    id: string,
    name: string,
    inputs: Props,
    outputs: Props,
  ): CloudObject => ({
    type: `github:index/${type}`,
    id,
    uid: randomUUID(),
    name,
    createdAt,
    inputs,
    outputs,
  });
  for (const [login, id] of Object.entries(github.users)) {
    yield object("user:User", String(id), login, { login }, {});
  }
  for (const [slug, { id, members }] of Object.entries(github.teams)) {
    const outputs = { slug, membersCount: members.length };
    yield object("team:Team", String(id), slug, { name: slug, privacy: "closed" }, outputs);
  }
  for (const [name, { id, defaultBranch }] of Object.entries(github.repositories)) {
    const urls = { fullName: `${owner}/${name}`, htmlUrl: `https://github.com/${owner}/${name}` };
    const outputs = { repoId: id, defaultBranch, ...urls };
    yield object("repository:Repository", name, name, { name, visibility: "private" }, outputs);
    for (const [slug, permission] of Object.entries(github.access)) {
      const team = github.teams[slug];
      if (team === undefined)
        throw new Error(`world.yaml gives access to a team ${slug} and does not describe it`);
      const inputs = { teamId: String(team.id), repository: name, permission };
      yield object(
        "teamRepository:TeamRepository",
        `${team.id}:${name}`,
        `${slug} ${name}`,
        inputs,
        {},
      );
    }
  }
}
