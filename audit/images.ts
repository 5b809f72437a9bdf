import { z } from "zod";

import { Releases } from "../config/verified";
import { parseJson } from "./json";
import type { Run } from "./pulumi";
import { visible } from "./visible";

type Command = (args: readonly string[]) => Promise<Run>;

/** What nobody may leave for the next week. */
const SEVERE = ["CRITICAL", "HIGH"];

const ECR = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/(.+)$/;
const Outputs = z.object({
  applications: z.record(z.string(), z.object({ images: z.array(z.string()).default([]) })),
});
const Config = z.record(z.string(), z.unknown());
const Settings = z.object({ objectValue: z.object({ toolboxImage: z.string() }) });
const Scan = z.object({
  imageScanStatus: z.object({ status: z.string() }),
  imageScanFindings: z
    .object({ findingSeverityCounts: z.record(z.string(), z.int()).default({}) })
    .default({ findingSeverityCounts: {} }),
});

/**
 * Says what the registry has found in every image that a stack runs. The exit code is 1 where something severe
 * was found, 2 where nothing was and an image could not be seen: that is not "all is well". What lies in a registry
 * of somebody else is listed, and looked at by the pipeline that builds it.
 */
export async function imageFindings(stack: string, pulumi: Command, aws: Command): Promise<Run> {
  const lines: { readonly rank: number; readonly text: string }[] = [];
  for (const image of await imagesOf(stack, pulumi)) {
    const [, account = "", region = "", repository = ""] = ECR.exec(image.repository) ?? [];
    if (account === "") {
      lines.push({ rank: 0, text: `elsewhere  ${image.repository}: its own pipeline looks` });
      continue;
    }
    const run = await aws([
      ...["ecr", "describe-image-scan-findings", "--registry-id", account, "--region", region],
      ...["--repository-name", repository, "--image-id", `imageDigest=${image.digest}`],
      "--no-paginate",
    ]);
    lines.push(told(`${repository}@${image.digest.slice(0, 19)}`, run));
  }
  const worst = Math.max(0, ...lines.map(({ rank }) => rank));
  const word = ["clean", "NOT KNOWN", "FOUND"][worst] ?? "";
  const sorted = lines.sort((a, b) => b.rank - a.rank).map(({ text }) => text);
  return {
    code: [0, 2, 1][worst] ?? 1,
    stdout: [`${word} — ${stack}: ${lines.length} images`, ...sorted, ""].join("\n"),
    stderr: "",
  };
}

function told(name: string, { code, stdout, stderr }: Run) {
  if (code !== 0) {
    return { rank: 1, text: `NOT KNOWN  ${name}: ${visible(stderr).trim().split("\n")[0] ?? ""}` };
  }
  const { imageScanStatus, imageScanFindings } = Scan.parse(parseJson("what aws printed", stdout));
  const { status } = imageScanStatus;
  if (status !== "COMPLETE" && status !== "ACTIVE") {
    return { rank: 1, text: `NOT KNOWN  ${name}: its scan is ${status}` };
  }
  const counts = Object.entries(imageScanFindings.findingSeverityCounts).sort();
  const severe = counts.some(([severity, count]) => SEVERE.includes(severity) && count > 0);
  const listed = counts.map(([severity, count]) => `${count} ${severity.toLowerCase()}`).join(", ");
  return {
    rank: severe ? 2 : 0,
    text: `${severe ? "FOUND" : "clean"}  ${name}: ${listed || "nothing"}`,
  };
}

/** Images of what serves, by the outputs of the stack, and the one that gates run. */
async function imagesOf(stack: string, pulumi: Command) {
  const outputs = await asked(["stack", "output", "--json", "--stack", stack], pulumi);
  const config = Config.parse(await asked(["config", "--json", "--stack", stack], pulumi));
  const { applications } = Outputs.parse(outputs);
  const releases = Releases.parse(outputs).applications;
  const serving = Object.entries(releases).flatMap(([app, { artifact, verified }]) => {
    const proof = verified.find(({ artifactId }) => artifactId === artifact);
    return Object.entries(proof?.images ?? {}).map(([image, digest]) => ({
      repository: applications[app]?.images.find((one) => one.endsWith(`/${image}`)) ?? image,
      digest,
    }));
  });
  const toolbox = Object.values(config)
    .flatMap((entry) => Settings.safeParse(entry).data?.objectValue.toolboxImage ?? [])
    .map((image) => {
      const [repository = "", digest = ""] = image.split("@");
      return { repository, digest };
    });
  return [...serving, ...toolbox];
}

async function asked(args: readonly string[], pulumi: Command): Promise<unknown> {
  const { code, stdout, stderr } = await pulumi(args);
  if (code !== 0) throw new Error(`pulumi ${args[0] ?? ""} failed: ${visible(stderr).trim()}`);
  return parseJson(`what pulumi ${args[0] ?? ""} printed`, stdout);
}
