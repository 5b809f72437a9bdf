/** The parts of a connection; every value is percent-encoded where a URL needs it. */
export interface Connection {
  readonly scheme: string;
  readonly user?: string;
  readonly password?: string;
  readonly host: string;
  readonly port: number;
  /** Database name, or the index of a logical database. */
  readonly path: string | number;
  readonly query?: Readonly<Record<string, string>>;
}

/** Builds a connection URL from its parts; nobody types one. */
export function connectionUrl(connection: Connection): string {
  const { scheme, user, password, host, port, path, query } = connection;
  const login =
    user === undefined
      ? ""
      : `${encodeURIComponent(user)}${password === undefined ? "" : `:${encodeURIComponent(password)}`}@`;
  const search = query === undefined ? "" : `?${new URLSearchParams(query).toString()}`;
  return `${scheme}://${login}${host}:${port}/${path}${search}`;
}
