import { secretsInConfig, secretsInState } from "../../audit/secrets-in-state";

describe("the secrets in a state", () => {
  it("are found at any depth, in inputs, outputs and pending operations", () => {
    const state = {
      deployment: {
        resources: [
          { inputs: { a: [{ b: secret("in-inputs") }] }, outputs: { c: secret("in-outputs") } },
        ],
        pending_operations: [{ resource: { inputs: { d: secret("half-done") } } }],
      },
    };

    expect(secretsInState(state)).toEqual(["half-done", "in-inputs", "in-outputs"]);
  });

  it("include plain outputs that the program declares secret", () => {
    const resource = {
      inputs: { password: "typed-in" },
      outputs: { password: "generated", name: "not-secret" },
      additionalSecretOutputs: ["password", "absent"],
    };

    expect(secretsInState({ deployment: { resources: [resource] } })).toEqual([
      "generated",
      "typed-in",
    ]);
  });

  it("leave out what stands in the open beside a secret that the program marks itself", () => {
    const origins = (value: unknown) => [
      { originId: "backend", headers: [{ name: "x-key", value }] },
    ];
    const resource = {
      inputs: { origins: origins(secret("generated")) },
      outputs: { origins: origins("generated") },
      additionalSecretOutputs: ["origins"],
    };

    expect(secretsInState({ deployment: { resources: [resource] } })).toEqual(["generated"]);
  });

  it("include the parts that may turn up alone", () => {
    const url = "postgres://appos_a:p%40ssword@db:5432/appos";
    const json = JSON.stringify({ auth: [{ token: "tok-123" }], port: 5432, on: true });

    expect(found(url)).toEqual(["p%40ssword", "p@ssword", url]);
    expect(found(json)).toEqual(["tok-123", json]);
    expect(found({ user: "hunter", pin: 123456, nested: [{ key: " padded\n" }] })).toEqual([
      "123456",
      "hunter",
      "padded",
    ]);
    expect(found("redis://:100%@host")).toEqual(["redis://:100%@host"]);
  });

  it("leave out what is too short to redact", () => {
    expect(found("12345")).toEqual([]);
    expect(found("")).toEqual([]);
  });

  it.each([{}, { deployment: null }, { deployment: {} }])(
    "are none in a new stack: %j",
    (state) => {
      expect(secretsInState(state)).toEqual([]);
    },
  );

  it("cannot be read from ciphertext", () => {
    const state = { a: { ...signature, ciphertext: "v1:abc" } };

    expect(() => secretsInState(state)).toThrow("the state was exported without --show-secrets");
  });

  it("are not quoted by an error", () => {
    const state = { a: { ...signature, plaintext: "hunter22" } };

    expect(() => secretsInState(state)).toThrow(/^a secret in the state is not JSON$/);
  });
});

describe("the secrets in a configuration", () => {
  it("are the secret values and their parts, however short the values", () => {
    const config = {
      "platform:token": { value: "abc", secret: true },
      "platform:object": { value: '{"key":"inside-it"}', objectValue: {}, secret: true },
      "platform:region": { value: "eu-central-1", secret: false },
    };

    expect(secretsInConfig(config)).toEqual(["abc", "inside-it", '{"key":"inside-it"}']);
  });
});

const signature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

function secret(value: unknown) {
  return { ...signature, plaintext: JSON.stringify(value) };
}

function found(value: unknown) {
  return secretsInState({ anywhere: secret(value) });
}
