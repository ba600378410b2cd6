/** What `npm start -- --json` says once everything is up. */
export interface ReadyAccount {
  readonly email: string;
  readonly name: string;
  readonly sub: string;
  readonly language: string;
  readonly timeZone: string;
  readonly role: 'admin' | 'user' | 'consumer';
  readonly installed: boolean;
  readonly linked: boolean;
  readonly googleToken: string;
  readonly webexToken: string | null;
}

export interface ReadyLine {
  readonly ready: true;
  readonly v: 1;
  readonly web: string;
  readonly google: string;
  readonly webex: string;
  readonly service: string;
  readonly admin: string;
  readonly control: string;
  readonly clock: string;
  readonly profile: 'demo' | 'harsh';
  readonly data: string;
  readonly processes: { readonly sandbox: number; readonly service: number };
  readonly addon: {
    readonly scriptId: string;
    readonly clientId: string;
    readonly solutions: readonly { readonly id: string; readonly name: string }[];
    readonly serviceOrigin: string;
  };
  readonly accounts: readonly ReadyAccount[];
}
