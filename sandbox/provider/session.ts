import { list, placeAt } from "../cloud/objects";
import { openWorld, seedCluster } from "../cloud/world";
import type { World } from "../cloud/world-schema";
import type { Scope } from "../facts/fact";
import { at, items, text } from "../facts/paths";
import type { PackageSchema } from "../schema/model";
import { Refusal } from "./refusal";
import { isProps, mapProps, plainProps, type Props, type Value } from "./values";

/** One provider process: a package, its schema, and whose cloud it was configured for. */
export interface Session {
  readonly package: string;
  readonly sandbox: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly schema: () => Promise<PackageSchema>;
  /** Ends every wait when the engine cancels. */
  readonly cancellation: AbortController;
  /** Ids of the objects that were written, by type. */
  readonly written: Map<string, Set<string>>;
  scope?: Scope;
}

/** The scope of a configured session. */
export function scopeOf(session: Session): Scope {
  if (session.scope === undefined)
    throw new Refusal(`the ${session.package} provider is not configured`);
  return session.scope;
}

/** Takes the provider's configuration, in which everything but text arrives as JSON in a string. */
export async function configure(session: Session, args: Props): Promise<void> {
  const { sandbox } = session;
  const world = await openWorld(sandbox);
  const { kubeconfig = "", ...rest } = plainProps(args);
  const config = { ...mapProps(rest, fromJson), kubeconfig };
  const scope = {
    sandbox,
    world,
    config,
    ...(await OWNERS[session.package]?.(session, world, config)),
  };
  session.scope = { owner: "", region: "", ...scope };
}

type Owner = Pick<Scope, "owner"> & Partial<Pick<Scope, "region" | "refuses" | "api">>;
type FindOwner = (session: Session, world: World, config: Props) => Promise<Owner> | Owner;

const OWNERS: Readonly<Record<string, FindOwner>> = {
  aws: account,
  github: owner,
  kubernetes: cluster,
};

function account({ environment }: Session, world: World, config: Props): Owner {
  const profile = text(config, "profile") || (environment["AWS_PROFILE"] ?? "");
  const region = text(config, "region") || (environment["AWS_REGION"] ?? "");
  const id = world.accounts[profile]?.id;
  if (id === undefined) {
    throw new Refusal(
      `failed to get shared config profile, ${profile}: no valid credential sources for AWS Provider found`,
    );
  }
  if (region === "")
    throw new Refusal("unable to validate AWS credentials: missing region information");
  const allowed = items(config, "allowedAccountIds");
  if (allowed.length > 0 && !allowed.includes(id))
    throw new Refusal(`AWS account ID not allowed: ${id}`);
  if (items(config, "forbiddenAccountIds").includes(id))
    throw new Refusal(`AWS account ID not allowed: ${id}`);
  return { owner: id, region };
}

function owner({ environment }: Session, world: World, config: Props): Owner {
  const login = text(config, "owner") || (environment["GITHUB_OWNER"] ?? "");
  if (login !== world.github.organization.login) {
    throw new Refusal(`GET https://api.github.com/orgs/${login}: 404 Not Found []`);
  }
  return { owner: login };
}

async function cluster(session: Session, world: World, config: Props): Promise<Owner> {
  const { sandbox, environment } = session;
  const kubeconfig = await parsed(text(config, "kubeconfig"));
  const context =
    text(config, "context") ||
    text(kubeconfig, "current-context") ||
    (environment["AWS_PROFILE"] ?? "");
  const name = clusterOf(sandbox, world, kubeconfig, context);
  if (name === undefined)
    throw new Refusal(`invalid configuration: context "${context}" does not exist`);
  seedCluster(sandbox, name);
  const caller = world.accounts[environment["AWS_PROFILE"] ?? ""];
  const role = `arn:aws:iam::${caller?.id ?? ""}:role/${caller?.caller.split("/")[1] ?? ""}`;
  const real = environment["SANDBOX_CLUSTER"];
  return {
    owner: name,
    refuses: () => stranger(sandbox, name, role),
    ...(real !== undefined && { api: await connected(real) }),
  };
}

/** Every cluster of this world is then one and the same. */
async function connected(kubeconfig: string) {
  const { connect } = await import("../live/api");
  return connect(kubeconfig);
}

/** The cluster that a kubeconfig leads to, if there is one. */
export function clusterOf(
  sandbox: string,
  world: World,
  kubeconfig: Props,
  asked: string,
): string | undefined {
  const context = asked || text(kubeconfig, "current-context");
  const name =
    servedBy(sandbox, kubeconfig, context) ?? context.slice(context.lastIndexOf("/") + 1);
  const known =
    world.clusters[name] !== undefined ||
    eksClusters(sandbox).some(({ object }) => object.name === name);
  return known ? name : undefined;
}

/** A cluster that does not even know its maker admits only roles with a policy. */
function stranger(sandbox: string, name: string, role: string): string | undefined {
  const [eks] = eksClusters(sandbox).filter(({ object }) => object.name === name);
  const closed =
    eks !== undefined &&
    at(eks.object.inputs, "accessConfig.bootstrapClusterCreatorAdminPermissions") === false;
  if (!closed || list(eks.place, POLICY).some(({ object }) => admits(object.inputs, name, role)))
    return undefined;
  return "configured Kubernetes cluster is unreachable: the server has asked for the client to provide credentials";
}

const POLICY = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";

function admits(association: Props, name: string, role: string): boolean {
  return text(association, "clusterName") === name && text(association, "principalArn") === role;
}

/** The EKS cluster whose endpoint the context names; contexts and clusters may be called anything. */
function servedBy(sandbox: string, kubeconfig: Props, context: string): string | undefined {
  const named = (list: string, name: string) =>
    items(kubeconfig, list)
      .filter(isProps)
      .find((entry) => entry["name"] === name) ?? {};
  const server = text(
    named("clusters", text(named("contexts", context), "context.cluster")),
    "cluster.server",
  );
  return eksClusters(sandbox).find(
    ({ object }) => server !== "" && object.outputs["endpoint"] === server,
  )?.object.name;
}

function eksClusters(sandbox: string) {
  return list(placeAt(sandbox, "aws"), "aws:eks/cluster:Cluster");
}

/** A kubeconfig by content; a path, which says nothing about clusters of this cloud, is none. */
async function parsed(kubeconfig: string): Promise<Props> {
  if (!/[{:]/.test(kubeconfig)) return {};
  const { parse } = await import("yaml");
  const content = parse(kubeconfig) as Value;
  return isProps(content) ? content : {};
}

function fromJson(value: Value): Value {
  if (typeof value !== "string" || !/^[[{]|^(true|false)$/.test(value)) return value;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return value;
  }
}
