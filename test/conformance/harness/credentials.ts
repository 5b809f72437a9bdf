import { generateKeyPairSync, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { stringify } from "yaml";

export const TOKENS = "tokens.csv";
export const ACCOUNT_KEY = "service-accounts.key";
export const ACCOUNT_PUBLIC_KEY = "service-accounts.pub";
export const AUDIT_POLICY = "audit-policy.yaml";

/** Writes what the API server reads at its start, and returns the token of its administrator. */
export function writeCredentials(directory: string): string {
  const write = (file: string, text: string): void => {
    writeFileSync(join(directory, file), text, { mode: 0o600 });
  };
  const token = randomBytes(24).toString("base64url");
  write(TOKENS, `${token},administrator,administrator,"system:masters"\n`);
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  write(ACCOUNT_KEY, privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  write(ACCOUNT_PUBLIC_KEY, publicKey.export({ type: "spki", format: "pem" }).toString());
  write(
    AUDIT_POLICY,
    stringify({
      apiVersion: "audit.k8s.io/v1",
      kind: "Policy",
      omitStages: ["RequestReceived"],
      rules: [
        // Heartbeats and events would be most of the log.
        {
          level: "None",
          resources: [
            { group: "coordination.k8s.io" },
            { group: "events.k8s.io" },
            { group: "", resources: ["events"] },
          ],
        },
        { level: "Metadata" },
      ],
    }),
  );
  return token;
}
