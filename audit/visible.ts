/** Text that a reader sees as it is: no terminal commands, no control, bidirectional or invisible characters. */
export function visible(text: string): string {
  return text.replace(TERMINAL_COMMAND, "").replace(INVISIBLE, "");
}

const TERMINAL_COMMAND = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/g;
const INVISIBLE = /[\p{Cf}\p{Zl}\p{Zp}]|(?![\n\t])\p{Cc}/gu;
