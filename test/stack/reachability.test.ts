import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { reachability } from "../support/reachability/matrix";
import { Recording, registered, type Registration } from "../support/recorder";
import { recordAll, STACKS } from "../support/three-stacks";

const of = recordAll();

describe.each(STACKS)("who can reach whom in %s", (stack) => {
  it("is what its matrix says, for all pairs", () => {
    expect(reachability(of(stack))).toEqual(committed(stack));
  });

  it("lets the internet reach nothing but the load balancer, on 80 and 443", () => {
    const lines = reachability(of(stack)).filter((line) => line.startsWith("internet →"));

    expect(lines).toEqual(stack === "dev" ? [] : ["internet → edge-balancer: 80, 443"]);
  });

  it("APP-26 leaves every store to the processes of its own application, and lets none out", () => {
    const store = /(appos|life-os|lifeos|salitemihret)-(?:postgres|redis)/;
    const lines = reachability(of(stack)).map((line) => line.split(/ → |: /));
    const clients = lines.filter(([, to = ""]) => store.test(to));

    expect(clients.length).toBeGreaterThan(10);
    for (const [from = "", to = ""] of clients) {
      expect(from.split("/")[0]).toBe(store.exec(to)?.[1]);
    }
    expect(lines.filter(([from = ""]) => store.test(from))).toEqual([]);
  });
});

/** One hole each, and the only lines that it changes. */
const HOLES: readonly (readonly [string, Registration[], string[]])[] = [
  [
    "a port of the load balancer",
    [rule("Ingress", "edge-group-id", 22)],
    ["internet → edge-balancer: 22, 80, 443"],
  ],
  [
    "another application's database",
    [
      registered("kubernetes:networking.k8s.io/v1:NetworkPolicy", "hole", {
        metadata: { namespace: "production" },
        spec: {
          podSelector: { matchLabels: { app: "lifeos", component: "worker" } },
          policyTypes: ["Egress"],
          egress: [{ to: [{ ipBlock: { cidr: "10.30.128.0/22" } }], ports: [{ port: 5432 }] }],
        },
      }),
    ],
    ["lifeos/worker → appos-postgres-instance: 5432"],
  ],
  [
    "the way out of a database",
    [
      rule("Egress", "appos-postgres-clients-id", 443),
      registered("aws:ec2/route:Route", "hole", {
        routeTableId: "appos-data-id",
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: "nat",
      }),
    ],
    ["appos-postgres-instance → edge-balancer: 443", "appos-postgres-instance → internet: 443"],
  ],
];

describe("the matrix of prod", () => {
  it.each(HOLES)("shows that somebody opened %s", (_hole, opened, lines) => {
    const before = reachability(of("prod"));
    const after = reachability(new Recording([...of("prod").all, ...opened]));

    expect(after.filter((line) => !before.includes(line))).toEqual(lines);
  });

  it("loses a line when a policy forgets a zone", () => {
    const policies = of("prod").all.map((one) =>
      one.name === "appos-to-appos-postgres-out"
        ? { ...one, inputs: JSON.parse(withoutLastZone(one)) as Registration["inputs"] }
        : one,
    );

    expect(reachability(new Recording(policies))).toEqual(
      committed("prod").filter((line) => !/^appos\/(?!appos|backup).* → appos-postgres/.test(line)),
    );
  });

  it("shows what a namespace without its default would let through", () => {
    const open = of("prod").all.filter(({ name }) => name !== "prod-default-deny");

    expect(reachability(new Recording(open))).toContain(
      "appos/appos-login-bootstrap → appos/worker: 443",
    );
  });
});

function committed(stack: string): string[] {
  const text = readFileSync(resolve(__dirname, "reachability", `${stack}.txt`), "utf8");
  return text.split("\n").filter(Boolean);
}

function rule(direction: "Ingress" | "Egress", securityGroupId: string, port: number) {
  return registered(`aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`, "hole", {
    securityGroupId,
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
    cidrIpv4: "0.0.0.0/0",
  });
}

function withoutLastZone({ inputs }: Registration): string {
  return JSON.stringify(inputs).replace(/,\{"ipBlock":\{"cidr":"[^"]+"\}\}\]/, "]");
}
