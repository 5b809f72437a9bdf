import { text } from "../../../sandbox/facts/paths";
import { Secret, Unknown } from "../../../sandbox/provider/values";
import { onDisk } from "../temporary";
import { plugin, type Plugin } from "./plugin";

const SET = "aws:sesv2/configurationSet:ConfigurationSet";
const IDENTITY = "aws:sesv2/emailIdentity:EmailIdentity";
const USER = "aws:iam/user:User";
const GROUP = "aws:iam/group:Group";
const POLICY = "aws:iam/groupPolicy:GroupPolicy";
const MEMBERS = "aws:iam/groupMembership:GroupMembership";
const KEY = "aws:iam/accessKey:AccessKey";

describe("mail in the simulated AWS", () => {
  let aws: Plugin;
  beforeEach(async () => {
    aws = await plugin("aws");
  });

  it("is of identities that wait for their three keys in DNS", async () => {
    await aws.create(SET, "set", { configurationSetName: "shop" });
    const identity = await aws.create(IDENTITY, "shop", domain());
    const { tokens } = identity.properties["dkimSigningAttributes"] as { tokens: string[] };

    expect(identity.id).toBe("shop.test");
    expect(identity.properties).toMatchObject({
      arn: "arn:aws:ses:eu-central-1:333333333333:identity/shop.test",
      configurationSetName: "shop",
      identityType: "DOMAIN",
      verificationStatus: "PENDING",
      verifiedForSendingStatus: false,
    });
    expect(new Set(tokens).size).toBe(3);
    expect(tokens.every((token) => /^[0-9a-f]{32}$/.test(token))).toBe(true);
    await expect(aws.create(IDENTITY, "again", domain())).rejects.toThrow(
      "creating SESV2 EmailIdentity (shop.test): api error AlreadyExistsException: Email identity shop.test already exist.",
    );
    await expect(aws.create(SET, "again", { configurationSetName: "shop" })).rejects.toThrow(
      "AlreadyExistsException: Configuration set <shop> already exists.",
    );
  });

  it("has keys that a preview cannot know", async () => {
    const preview = await aws.previewCreate(IDENTITY, "shop", domain());

    expect(preview["dkimSigningAttributes"]).toEqual({
      nextSigningKeyLength: "RSA_2048_BIT",
      tokens: new Unknown(),
    });
  });

  it("leaves through configuration sets that exist", async () => {
    await expect(aws.create(IDENTITY, "shop", domain())).rejects.toThrow(
      "NotFoundException: Configuration set <shop> does not exist.",
    );
    await expect(aws.create(SET, "set", { configurationSetName: "a b" })).rejects.toThrow(
      "configurationSetName: takes 1 to 64 letters, digits, hyphens and underscores",
    );
  });
});

describe("users in the simulated AWS", () => {
  let aws: Plugin;
  beforeEach(async () => {
    aws = await plugin("aws");
  });

  it("have names of their own below a path", async () => {
    const user = await aws.create(USER, "u", { name: "shop-a", path: "/mail/" });

    expect(user.properties).toMatchObject({
      arn: "arn:aws:iam::333333333333:user/mail/shop-a",
      path: "/mail/",
      uniqueId: expect.stringMatching(/^AIDA[0-9A-F]{17}$/) as string,
    });
    await expect(aws.create(USER, "v", { name: "shop-a", path: "/other/" })).rejects.toThrow(
      "EntityAlreadyExists: User with name shop-a already exists.",
    );
    await expect(aws.create(USER, "w", { name: "shop b", path: "mail" })).rejects.toThrow(
      "name: takes 1 to 64 letters, digits and +=,.@_-\npath: must begin and end with /",
    );
  });

  it("have two keys at most", async () => {
    await aws.create(USER, "u", { name: "shop-a" });
    await aws.create(USER, "v", { name: "shop-b" });
    const first = await aws.create(KEY, "one", { user: "shop-a" });
    await aws.create(KEY, "two", { user: "shop-a" });
    const third = () => aws.create(KEY, "three", { user: "shop-a" });

    await expect(third()).rejects.toThrow(
      "creating IAM AccessKey (three): api error LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2",
    );
    await expect(aws.create(KEY, "other", { user: "shop-b" })).resolves.toBeDefined();
    await expect(aws.update(KEY, "one", first, { user: "shop-a", status: "Inactive" }))
      .resolves //
      .toBeDefined();
    await aws.delete(KEY, "one", first);
    await expect(third()).resolves.toBeDefined();
    await expect(aws.create(KEY, "lost", { user: "nobody" })).rejects.toThrow(
      "NoSuchEntity: The user with name nobody cannot be found.",
    );
  });

  it("get a key and a password for SMTP that no disk knows", async () => {
    await aws.create(USER, "u", { name: "shop-a" });
    const key = await aws.create(KEY, "one", { user: "shop-a" });
    const { secret, sesSmtpPasswordV4: password } = key.properties;

    expect(key.id).toMatch(/^AKIA[0-9A-F]{16}$/);
    expect(secret).toBeInstanceOf(Secret);
    expect(password).toBeInstanceOf(Secret);
    const words = [secret, password].map((each) => text({ each: (each as Secret).value }, "each"));
    // The version of the algorithm is its first byte.
    expect(words[1]).toMatch(/^B[A-P][\w+/]{42}$/);
    expect(Buffer.from(words[1] ?? "", "base64")).toHaveLength(33);
    for (const word of words) expect(onDisk(aws.sandbox)).not.toContain(word);
    const { properties } = await aws.read(KEY, "one", key);
    expect(properties["sesSmtpPasswordV4"]).toEqual(password);
  });

  it("get another password in another region", async () => {
    await aws.create(USER, "u", { name: "shop-a" });
    const key = await aws.create(KEY, "one", { user: "shop-a" });
    const there = await plugin("aws", {
      sandbox: aws.sandbox,
      environment: { AWS_REGION: "eu-west-1" },
    });
    const moved = await there.update(KEY, "one", key, { user: "shop-a", status: "Active" });

    expect(moved.properties["secret"]).toEqual(key.properties["secret"]);
    expect(moved.properties["sesSmtpPasswordV4"]).not.toEqual(key.properties["sesSmtpPasswordV4"]);
  });

  it("join groups that exist, which may do what their policies say", async () => {
    await aws.create(USER, "u", { name: "shop-a" });
    const group = await aws.create(GROUP, "g", { name: "senders", path: "/mail/" });
    const members = (users: string[]) => ({ name: "senders", group: "senders", users });

    expect(group.properties).toMatchObject({
      arn: "arn:aws:iam::333333333333:group/mail/senders",
    });
    await expect(aws.create(MEMBERS, "m", members(["shop-a"]))).resolves.toBeDefined();
    await expect(aws.create(MEMBERS, "n", members(["shop-a", "nobody"]))).rejects.toThrow(
      "NoSuchEntity: The user with name nobody cannot be found.",
    );
    await expect(
      aws.create(POLICY, "p", { group: "nobody", name: "send", policy: "{}" }),
    ).rejects.toThrow("NoSuchEntity: The group with name nobody cannot be found.");
    await expect(
      aws.create(POLICY, "p", { group: "senders", name: "send", policy: "send" }),
    ).rejects.toThrow("policy: must be JSON");
    await expect(
      aws.create(POLICY, "p", { group: "senders", name: "send", policy: "{}" }),
    ).resolves.toMatchObject({ id: "senders:send" });
  });
});

function domain() {
  return {
    emailIdentity: "shop.test",
    configurationSetName: "shop",
    dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
  };
}
