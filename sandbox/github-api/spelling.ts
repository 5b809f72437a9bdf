import { isProps, type Props, type Value } from "../provider/values";
import type { Json } from "./exchange";

type Names = Readonly<Record<string, string>>;

/** The provider's properties as GitHub spells them; `names` where letters alone do not do. */
export function snake(props: Props, names: Names = {}): Readonly<Record<string, Json>> {
  return respelled(
    props,
    (key) => names[key] ?? key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  ) as Readonly<Record<string, Json>>;
}

/** The way back. */
export function camel(props: Props, names: Names = {}): Props {
  const back = Object.fromEntries(Object.entries(names).map(([ours, theirs]) => [theirs, ours]));
  return respelled(
    props,
    (key) =>
      back[key] ?? key.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()),
  );
}

function respelled(props: Props, spell: (key: string) => string): Props {
  const inner = (value: Value): Value => {
    if (Array.isArray(value)) return (value as readonly Value[]).map(inner);
    return isProps(value) ? respelled(value, spell) : value;
  };
  return Object.fromEntries(
    Object.entries(props)
      .filter(([key]) => !key.startsWith("__"))
      .map(([key, value]) => [spell(key), inner(value)]),
  );
}
