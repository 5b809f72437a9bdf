/** Who and what a resource belongs to: AWS tags and Kubernetes labels alike. */
export type Stamp = Readonly<{
  app: string;
  environment: string;
  stack: string;
  owner: string;
}>;
