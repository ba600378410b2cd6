/** Names separated by blanks. `partial` members do the usual and differ in a corner; `refused` ones throw their name. */
export type MemberTable = Readonly<
  Record<string, { readonly done?: string; readonly partial?: string; readonly refused?: string }>
>;
