/** What `pulumi stack export --show-secrets` prints of a stack whose one secret is `from-state`. */
export const STATE_WITH_SECRET = JSON.stringify({
  deployment: {
    resources: [
      {
        outputs: {
          password: {
            "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
            plaintext: '"from-state"',
          },
        },
      },
    ],
  },
});
