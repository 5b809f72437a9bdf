import { CANARY, recordStack } from "../support/environment";
import type { Recording } from "../support/recorder";
import { recordAll, STACKS } from "../support/three-stacks";
import { components, plain } from "../support/workloads";
import { changed } from "./changed";

const of = recordAll();

const [BALANCER, CDN] = ["edge-firewall-acl", "salitemihret-site-firewall-acl"];

const OPEN = { allowedCidrs: [], password: "none" };

describe("requests of one address", () => {
  it("LIFE-32 are limited for every host of production, and for none of staging", () => {
    expect(limits(of("prod"))).toEqual([
      limit("appos.example-org.test", 2000),
      limit("lifeos.example-org.test", 2000),
      limit("os.fcy.sh", 2000),
    ]);
    expect(limits(of("prod"), CDN)).toEqual([limit("salitemihret.example-org.test", 2000)]);
    expect(of("prod").one("Distribution").inputs["webAclId"]).toBe(`arn:${CDN}`);
    expect(of("prod").one("WebAclAssociation").inputs).toEqual({
      webAclArn: "arn:edge-firewall-acl",
      resourceArn: "arn:edge-balancer",
    });
    expect([...limits(of("staging")), ...limits(of("staging"), CDN)]).toEqual([]);
  });

  it.each([
    ["LIFE-32", "life-os", "prod", "os.fcy.sh"],
    ["LOS-28", "lifeos", "prod", "lifeos.example-org.test"],
    ["LOS-28", "lifeos", "staging", "lifeos.staging.example-org.test"],
  ] as const)(
    "%s of %s are limited in %s to what its settings say",
    async (_row, app, stack, host) => {
      const access = { ...OPEN, requestsPer5Minutes: 500 };
      const { recording } = await recordStack(stack, changed(app, { access }));

      expect(limits(recording)).toContainEqual(limit(host, 500));
    },
  );

  it("LIFE-32 are never unlimited in production", async () => {
    const unlimited = recordStack("prod", changed("life-os", { access: OPEN }));

    await expect(unlimited).rejects.toThrow("production limits the requests of one address");
  });
});

describe("the limits of LifeOS itself", () => {
  it.each(STACKS)("LOS-28 are on everywhere but in development: %s", (stack) => {
    for (const component of components(of(stack), "lifeos")) {
      expect([component, plain(of(stack), "lifeos", component)["RATELIMIT_ENABLED"]]).toEqual([
        component,
        stack === "dev" ? "false" : "true",
      ]);
    }
  });

  it.each(["staging", "prod"] as const)("LOS-28 cannot be switched off in %s", async (stack) => {
    const variables = { RATELIMIT_ENABLED: "false" };

    await expect(recordStack(stack, changed("lifeos", { variables }))).rejects.toThrow(
      "RATELIMIT_ENABLED must be true here; got false",
    );
  });
});

describe("staging of Life-OS", () => {
  it("LIFE-33 lets everybody in unless its settings say otherwise", () => {
    expect(of("staging").of("IpSet")).toEqual([]);
    expect(rules(of("staging"))).toEqual([]);
  });

  it("LIFE-33 lets in listed addresses alone when its settings list some", async () => {
    const access = { ...OPEN, allowedCidrs: ["203.0.113.0/24", "198.51.100.7/32"] };
    const { recording } = await recordStack("staging", changed("life-os", { access }));
    const [addresses, ...others] = rules(recording);
    const arn = "arn:edge-firewall-staging.os.fcy.sh";

    expect(recording.one("IpSet").inputs).toMatchObject({
      addresses: [...access.allowedCidrs, "198.51.100.1/32"], // the environment's own way out
    });
    expect(addresses).toMatchObject({
      name: "staging_os_fcy_sh-addresses",
      action: { block: {} },
      statement: unless("staging.os.fcy.sh", { ipSetReferenceStatement: { arn } }),
    });
    expect(others).toEqual([]);
  });

  it("LIFE-33 asks for a password when its settings want one, and keeps it secret", async () => {
    const access = { ...OPEN, password: "secret" };
    const { recording } = await recordStack("staging", changed("life-os", { access }));
    const [password] = rules(recording);
    const searchString = `Basic ${Buffer.from(`guest:${CANARY}`).toString("base64")}`;

    expect(password).toMatchObject({
      name: "staging_os_fcy_sh-password",
      action: { block: { customResponse: { responseCode: 401 } } },
      statement: unless("staging.os.fcy.sh", { byteMatchStatement: { searchString } }),
    });
    expect(recording.named(BALANCER, "WebAcl").secrets).toContainEqual(
      "rules.4.statement.andStatement.statements.1.notStatement.statement.byteMatchStatement.searchString",
    );
  });
});

interface Rule {
  readonly name: string;
  readonly action?: object;
  readonly statement: object;
}

/** Its own rules: neither those of AWS nor the one that lets the CDN in. */
function rules(recording: Recording, acl = BALANCER): readonly Rule[] {
  const all = recording.named(acl, "WebAcl").inputs["rules"] as readonly Rule[];
  return all.filter(({ name, action }) => action !== undefined && !name.endsWith("-cdn"));
}

function limits(recording: Recording, acl = BALANCER): readonly object[] {
  return rules(recording, acl)
    .filter(({ statement }) => "rateBasedStatement" in statement)
    .map(({ action, statement }) => ({ action, statement }));
}

function limit(host: string, figure: number) {
  const counted = { limit: figure, evaluationWindowSec: 300, aggregateKeyType: "IP" };
  return {
    action: { block: {} },
    statement: { rateBasedStatement: { ...counted, scopeDownStatement: isFor(host) } },
  };
}

function unless(host: string, statement: object) {
  return { andStatement: { statements: [isFor(host), { notStatement: { statement } }] } };
}

function isFor(host: string) {
  return {
    regexMatchStatement: {
      regexString: `^${host.replaceAll(".", "\\.")}\\.?(:[0-9]+)?$`,
      fieldToMatch: { singleHeader: { name: "host" } },
      textTransformations: [{ priority: 0, type: "LOWERCASE" }],
    },
  };
}
