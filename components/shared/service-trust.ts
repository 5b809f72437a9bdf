export interface ServiceTrustArgs {
  /** Absent: to take the role, and nothing else. */
  readonly actions?: string | readonly string[];
  /** For whom the service may come; absent where AWS lets nobody ask. */
  readonly condition?: object;
}

/** The trust policy of a role that one AWS service takes, `monitoring.rds.amazonaws.com` for example. */
export function serviceTrust(
  service: string,
  { actions = "sts:AssumeRole", condition }: ServiceTrustArgs,
) {
  const statement = { Effect: "Allow", Principal: { Service: service }, Action: actions };
  return {
    Version: "2012-10-17",
    Statement: [condition === undefined ? statement : { ...statement, Condition: condition }],
  };
}

/** The service comes for this account, and there for these resources alone. */
export function onlyFor(accountId: string, sourceArn: string): object {
  return {
    StringEquals: { "aws:SourceAccount": accountId },
    ArnLike: { "aws:SourceArn": sourceArn },
  };
}
