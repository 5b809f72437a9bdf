/** Parses JSON; unlike the parser's own error, ours never quotes the text, which may hold a secret. */
export function parseJson(what: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${what} is not JSON`);
  }
}
