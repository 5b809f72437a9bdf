import type { Check } from "./check";

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Whoever may not do this cannot take back that nobody may. */
const LOCKING = /^(\*|s3:(\*|PutBucketPolicy|Put\*))$/;
const EVERYBODY: Statement = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };

/** Refuses whoever comes without TLS. */
export const onlyTls: Check = {
  right: (policy) =>
    statements(policy).some(
      (one) =>
        one.Effect === "Deny" &&
        isEverybody(one) &&
        one.Condition?.["Bool"]?.["aws:SecureTransport"] === "false",
    ),
  wrong: [undefined, document(), document({ ...EVERYBODY, Effect: "Deny" })],
};

/** Lets nobody in without a name or a condition, and lets somebody change it. */
export const nobodyUnknown: Check = {
  right: (policy) =>
    statements(policy).length > 0 &&
    !statements(policy).some(
      (one) =>
        isEverybody(one) &&
        one.Condition === undefined &&
        (one.Effect === "Allow" || [one.Action].flat().some((action) => LOCKING.test(action))),
    ),
  wrong: [
    undefined,
    document(),
    document(EVERYBODY),
    document({ ...EVERYBODY, Principal: { AWS: "*" } }),
    document({ ...EVERYBODY, Principal: { AWS: ["arn:aws:iam::333333333333:root", "*"] } }),
    document({ ...EVERYBODY, Effect: "Deny" }),
    document({ ...EVERYBODY, Effect: "Deny", Action: ["s3:GetObject", "s3:PutBucketPolicy"] }),
  ],
};

/** Decrypts with named keys, where it decrypts. */
export const namesItsKeys: Check = {
  right: (policy) =>
    statements(policy).length > 0 &&
    !statements(policy).some(
      ({ Effect, Action, Resource = [] }) =>
        Effect === "Allow" &&
        [Action]
          .flat()
          .some((action) => /^(\*|kms:(\*|Decrypt|ReEncryptFrom|ReEncrypt\*))$/.test(action)) &&
        [Resource].flat().some((resource) => /^(\*|arn:aws:kms:.*\*)$/.test(resource)),
    ),
  wrong: ["*", "kms:*", "kms:Decrypt", "kms:ReEncrypt*"]
    .map((Action) => document({ Effect: "Allow", Action, Resource: "*" }))
    .concat(
      document({
        Effect: "Allow",
        Action: ["s3:GetObject", "kms:Decrypt"],
        Resource: ["arn:x", "arn:aws:kms:eu-central-1:333333333333:key/*"],
      }),
    ),
  example: document({ Effect: "Allow", Action: "kms:Decrypt", Resource: "arn:key" }),
};

function statements(policy: unknown): readonly Statement[] {
  if (typeof policy !== "string") return [];
  return (JSON.parse(policy) as { readonly Statement: readonly Statement[] }).Statement;
}

function document(...Statement: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

function isEverybody({ Principal = {} }: Statement): boolean {
  return typeof Principal === "string"
    ? Principal === "*"
    : Object.values(Principal).flat().includes("*");
}
