import { list, placeAt, replace } from "../../../sandbox/cloud/objects";
import { Secret, Unknown } from "../../../sandbox/provider/values";
import { onDisk, temporary } from "../temporary";
import { plugin, type Plugin } from "./plugin";

const VPC = "aws:ec2/vpc:Vpc";
const PARAMETER = "aws:ssm/parameter:Parameter";
const ROLE = "aws:iam/role:Role";
const LOGS = "aws:cloudwatch/logGroup:LogGroup";

describe("the simulated AWS provider", () => {
  let aws: Plugin;
  beforeEach(async () => {
    aws = await plugin("aws", { config: { defaultTags: '{"tags":{"owner":"ops","a":"0"}}' } });
  });

  it("adds region, name and tags as the real one does", async () => {
    const { inputs } = await aws.check(LOGS, "web", { tags: { a: "1" } });

    expect(inputs).toEqual({
      name: expect.stringMatching(/^web-[0-9a-f]{7}$/) as string,
      region: "eu-central-1",
      tags: { a: "1" },
      tagsAll: { owner: "ops", a: "1" },
    });
  });

  it("keeps an invented name and gives a replacement another one", async () => {
    const { inputs } = await aws.check(LOGS, "web", {}, { name: "web-1234567" });

    expect(inputs["name"]).toBe("web-1234567");
    expect((await aws.check(LOGS, "web", {})).inputs["name"]).not.toBe("web-1234567");
  });

  it("names the path of a problem and never a value", async () => {
    const checked = await aws.check("aws:rds/instance:Instance", "db", {
      instanceClass: "db.t4g.micro",
      identifier: "Not--Valid",
      backupRetentionPeriod: 36,
      allocatedStorage: new Secret("s3cret"),
    });

    expect(checked.failures).toEqual([
      "allocatedStorage: must be a number, not a string",
      "backupRetentionPeriod: must be between 0 and 35",
      "identifier: takes 1 to 63 lower-case letters, digits and single hyphens, first a letter, last no hyphen",
    ]);
    expect(checked.properties).toEqual(["", "", ""]);
  });

  it("shows computed outputs as unknown in a preview and writes nothing", async () => {
    const preview = await aws.previewCreate(VPC, "net", { cidrBlock: "10.0.0.0/16" });

    expect(preview).toMatchObject({
      cidrBlock: "10.0.0.0/16",
      defaultSecurityGroupId: new Unknown(),
    });
    expect(list(placeAt(aws.sandbox, "aws"), VPC)).toEqual([]);
  });

  it("makes what a program reads", async () => {
    const db = await aws.create("aws:rds/instance:Instance", "db", {
      identifier: "orders",
      instanceClass: "db.t4g.micro",
      engine: "postgres",
      engineVersion: "16",
      manageMasterUserPassword: true,
    });

    expect(db.properties).toMatchObject({
      arn: "arn:aws:rds:eu-central-1:333333333333:db:orders",
      endpoint: expect.stringMatching(
        /^orders\.\w+\.eu-central-1\.rds\.amazonaws\.com:5432$/,
      ) as string,
      engineVersion: "16",
      engineVersionActual: "16.10",
      masterUserSecrets: [{ secretStatus: "active" }],
      tagsAll: { owner: "ops", a: "0" },
    });
  });

  it("refuses what exists already, in the words of the API", async () => {
    await aws.create(ROLE, "role", { name: "deploy", assumeRolePolicy: "{}" });

    await expect(
      aws.create(ROLE, "other", { name: "deploy", assumeRolePolicy: "{}" }),
    ).rejects.toThrow(
      "creating IAM Role (deploy): api error EntityAlreadyExists: Role with name deploy already exists.",
    );
  });

  it("keeps accounts and regions apart, and global things in one place", async () => {
    const { sandbox } = aws;
    const elsewhere = await plugin("aws", { sandbox, environment: { AWS_REGION: "eu-west-1" } });
    const staging = await plugin("aws", { sandbox, environment: { AWS_PROFILE: "staging" } });
    await aws.create(LOGS, "web", { name: "web" });
    await aws.create(ROLE, "role", { name: "deploy", assumeRolePolicy: "{}" });

    await expect(elsewhere.create(LOGS, "web", { name: "web" })).resolves.toBeDefined();
    await expect(staging.create(LOGS, "web", { name: "web" })).resolves.toBeDefined();
    await expect(aws.create(LOGS, "there", { name: "web", region: "eu-west-1" })).rejects.toThrow();
    await expect(
      elsewhere.create(ROLE, "role", { name: "deploy", assumeRolePolicy: "{}" }),
    ).rejects.toThrow("EntityAlreadyExists");
  });

  it("does not know tags that are made of what is unknown", async () => {
    const { inputs } = await aws.check(LOGS, "web", { tags: { a: new Unknown() } });

    expect(inputs["tagsAll"]).toEqual(new Unknown());
  });

  it.each([
    ["a secret", new Secret("hunter2-hunter2")],
    ["what the SDK calls secret", "hunter2-hunter2"],
  ])("writes %s to no disk, and finds it unchanged", async (_what, password) => {
    const value = { type: "SecureString", value: password };
    const parameter = await aws.create(PARAMETER, "p", { name: "/p", ...value });

    const found = await aws.read(PARAMETER, "p", parameter);

    expect(onDisk(aws.sandbox)).not.toContain("hunter2");
    expect(found.properties["value"]).toEqual(new Secret("hunter2-hunter2"));
    expect(found.inputs).toEqual(parameter.inputs);
    expect((await aws.diff(PARAMETER, "p", found, { name: "/p", ...value })).paths).toEqual([]);
  });

  it("shows that a secret was changed, not to what", async () => {
    const value = new Secret("hunter2-hunter2");
    const parameter = await aws.create(PARAMETER, "p", { name: "/p", type: "SecureString", value });
    const other = await plugin("aws", { sandbox: aws.sandbox });
    await other.update(PARAMETER, "p", parameter, {
      name: "/p",
      type: "String",
      value: new Secret("x"),
    });

    expect((await aws.read(PARAMETER, "p", parameter)).inputs).toMatchObject({
      type: "String",
      value: new Secret("changed outside of Pulumi"),
    });
  });

  it("shows drift in what the program declared, additions to maps included", async () => {
    const vpc = await aws.create(VPC, "net", { cidrBlock: "10.0.0.0/16", tags: { a: "1" } });
    const [found] = list(placeAt(aws.sandbox, "aws"), VPC);
    if (found === undefined) throw new Error("nothing was created");
    const { inputs } = found.object;
    const drifted = { ...inputs, enableDnsHostnames: true, tags: { a: "2", b: "3" } };
    replace(found.place, { ...found.object, inputs: drifted });

    const read = await aws.read(VPC, "net", vpc);

    expect(read.inputs).toEqual({ ...vpc.inputs, tags: { a: "2", b: "3" } });
    expect(read.properties["enableDnsHostnames"]).toBe(true);
  });

  it("imports by id what its creator gave", async () => {
    const zone = await aws.read("aws:route53/zone:Zone", "zone", { id: "Z0333333333FCYSH" });

    expect(zone).toMatchObject({ id: "Z0333333333FCYSH", inputs: { name: "fcy.sh" } });
  });

  it("refuses an account that is not allowed", async () => {
    await expect(
      plugin("aws", { config: { allowedAccountIds: '["111111111111"]' } }),
    ).rejects.toThrow("AWS account ID not allowed: 333333333333");
    await expect(plugin("aws", { environment: { AWS_PROFILE: "nobody" } })).rejects.toThrow(
      "no valid credential sources",
    );
  });
});

it("lets two processes create one object once", async () => {
  const sandbox = temporary();
  const plugins = await Promise.all([1, 2, 3, 4].map(() => plugin("aws", { sandbox })));

  const results = await Promise.allSettled(
    plugins.map((aws) => aws.create(LOGS, "web", { name: "web" })),
  );

  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});
