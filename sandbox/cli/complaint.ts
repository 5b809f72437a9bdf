/** Something the operator can put right: printed as one line, without a stack trace. */
export class Complaint extends Error {}
