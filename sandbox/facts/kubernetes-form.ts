import { isProps, mapValue, type Props, type Value } from "../provider/values";

/** Keys whose value is a quantity, or a map of quantities. */
const QUANTITIES = new Set(["capacity", "hard", "limits", "requests", "sizeLimit"]);

/** Fields that are only written down where they are true. */
const TRUE_OR_ABSENT = new Set([
  "globalDefault",
  "hostIPC",
  "hostNetwork",
  "hostPID",
  "readOnly",
  "stdin",
  "tty",
]);

const UNITS: readonly (readonly string[])[] = [
  ["m", "", "k", "M", "G", "T"],
  ["Ki", "Mi", "Gi", "Ti", "Pi"],
];
const STEPS = [1000, 1024];

/** An object as the API server keeps it, where that is not what it was sent. */
export function kept(object: Props): Props {
  return keptBelow(object) as Props;
}

function keptBelow(value: Value): Value {
  if (!isProps(value)) return mapValue(value, keptBelow);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, child]) => !(TRUE_OR_ABSENT.has(key) && child === false) && !isEmpty(child))
      .map(([key, child]) => [key, QUANTITIES.has(key) ? quantities(child) : keptBelow(child)]),
  );
}

function isEmpty(value: Value): boolean {
  return Array.isArray(value) && value.length === 0;
}

function quantities(value: Value): Value {
  return isProps(value) ? mapValue(value, quantities) : canonical(value);
}

/** The largest unit of its family that leaves a whole number: `1000m` is `1`, `1024Mi` is `1Gi`. */
function canonical(value: Value): Value {
  const [, digits = "", unit = ""] = /^(\d+)(\w*)$/.exec(value as string) ?? [];
  const family = UNITS.findIndex((units) => units.includes(unit));
  if (digits === "" || family < 0) return value;
  const units = UNITS[family] ?? [];
  const step = STEPS[family] ?? 1;
  let [amount, place] = [Number(digits), units.indexOf(unit)];
  for (; amount > 0 && amount % step === 0 && place < units.length - 1; place++) amount /= step;
  return `${amount}${units[place] ?? ""}`;
}
