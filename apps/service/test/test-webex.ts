import type {
  Invitee,
  MeetingInput,
  MeetingPatch,
  WebexAccess,
  WebexFailure,
  WebexMeeting,
  WebexPerson,
  WebexPort,
  WebexSite,
} from '../src/sync/ports.ts';

export interface HeldMeeting {
  meeting: WebexMeeting;
  readonly accountId: string;
  readonly invitees: Invitee[];
  deleted: boolean;
  inProgress: boolean;
}

export class TestFailure extends Error implements WebexFailure {
  override readonly name = 'TestFailure';
  readonly code: string;
  readonly outcome: 'refused' | 'unknown';
  readonly status: number | undefined;
  readonly retryAfterS: number | undefined;
  constructor(status: number, outcome: 'refused' | 'unknown', retryAfterS?: number) {
    super(`status ${String(status)}`);
    this.code = `webex-${String(status)}`;
    this.outcome = outcome;
    this.status = status;
    this.retryAfterS = retryAfterS;
  }
}

export interface Fault {
  readonly method: string;
  /** `refuse`: not applied · `lostReply`: applied, no answer · `late`: no answer, applied when `land()` is called · `crash…`: the caller's process is killed before or after it is applied. */
  readonly kind: 'refuse' | 'lostReply' | 'late' | 'crashBefore' | 'crashAfter';
  readonly status?: number;
  readonly retryAfterS?: number;
  times: number;
}

/** Webex as a world in memory: what is asserted on is what it holds, not what was called. */
export class TestWebex implements WebexAccess {
  readonly held = new Map<string, HeldMeeting>();
  readonly calls: string[] = [];
  readonly faults: Fault[] = [];
  readonly late: (() => void)[] = [];
  /** Tags are found only after this time since the creation. */
  tagLagMs = 0;
  /** Webex gives a meeting another link when its time changes. */
  newLinkOnMove = false;
  readonly #now: () => number;
  readonly #madeAt = new Map<string, number>();
  #serial = 0;
  #onDeath: () => void = () => undefined;
  readonly #meanwhile = new Map<string, () => Promise<void>>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Everything that writes, in order. */
  get writes(): readonly string[] {
    return this.calls.filter((call) => /^(create|patch|delete|addInvitees|removeInvitee)/.test(call));
  }

  alive(): readonly HeldMeeting[] {
    return [...this.held.values()].filter((held) => !held.deleted);
  }

  for(_orgId: string, accountId: string): WebexPort {
    const run = <T>(method: string, what: string, apply: () => T): Promise<T> =>
      this.#run(method, `${method} ${what}`, apply);
    return {
      me: () => run('me', '', (): WebexPerson => ({ id: accountId, email: `${accountId}@webex.test` })),
      sites: () =>
        run('sites', '', (): readonly WebexSite[] => [{ siteUrl: 'site.webex.test', isDefault: true }]),
      createMeeting: (input) => run('create', input.title, () => this.#create(accountId, input)),
      getMeeting: (id) => run('get', id, () => this.#get(id)),
      findByTag: (tag) => run('find', '', () => this.#find(accountId, tag)),
      patchMeeting: (id, patch) => run('patch', id, () => this.#patch(id, patch)),
      deleteMeeting: (id) =>
        run('delete', id, () => {
          this.#get(id);
          this.#hold(id).deleted = true;
        }),
      listInvitees: (id) => run('listInvitees', id, () => [...this.#hold(id).invitees]),
      addInvitees: (id, guests) =>
        run('addInvitees', id, () => {
          for (const { email } of guests) this.#hold(id).invitees.push({ id: `${id}_${email}`, email });
        }),
      removeInvitee: (inviteeId) =>
        run('removeInvitee', inviteeId, () => {
          const held = this.#hold(inviteeId.split('_')[0] ?? '');
          const at = held.invitees.findIndex((invitee) => invitee.id === inviteeId);
          if (at >= 0) held.invitees.splice(at, 1);
        }),
    };
  }

  /** Runs `work` until it ends or its process is killed in a call. */
  async untilDeath(work: () => Promise<unknown>): Promise<'ended' | 'killed'> {
    const death = new Promise<'killed'>((resolve) => {
      this.#onDeath = () => {
        resolve('killed');
      };
    });
    return Promise.race([work().then(() => 'ended' as const), death]);
  }

  /** What happens in the world while the next call of this method is on its way. */
  meanwhile(method: string, happens: () => Promise<void>): void {
    this.#meanwhile.set(method, happens);
  }

  /** Requests that had no answer arrive now. */
  land(): void {
    for (const apply of this.late.splice(0)) apply();
  }

  fail(
    method: string,
    kind: Fault['kind'],
    options: { status?: number; times?: number; retryAfterS?: number } = {},
  ): void {
    this.faults.push({
      method,
      kind,
      times: options.times ?? 1,
      ...(options.status === undefined ? {} : { status: options.status }),
      ...(options.retryAfterS === undefined ? {} : { retryAfterS: options.retryAfterS }),
    });
  }

  async #run<T>(method: string, call: string, apply: () => T): Promise<T> {
    await Promise.resolve();
    this.calls.push(call.trim());
    const happens = this.#meanwhile.get(method);
    this.#meanwhile.delete(method);
    await happens?.();
    const fault = this.faults.find(
      (candidate) => candidate.times > 0 && new RegExp(`^(?:${candidate.method})$`).test(method),
    );
    if (fault === undefined) return apply();
    fault.times -= 1;
    const status = fault.status ?? 503;
    const write = /^(create|patch|delete|addInvitees|removeInvitee)$/.test(method);
    switch (fault.kind) {
      case 'crashBefore':
        return this.#die();
      case 'crashAfter':
        apply();
        return this.#die();
      case 'lostReply':
        apply();
        throw new TestFailure(0, 'unknown');
      case 'late':
        this.late.push(apply);
        throw new TestFailure(0, 'unknown');
      case 'refuse':
        throw new TestFailure(status, write && status >= 500 ? 'unknown' : 'refused', fault.retryAfterS);
    }
  }

  /** The caller's process is killed in the middle of this call: it never hears of it again. */
  #die(): Promise<never> {
    this.#onDeath();
    this.#onDeath = () => undefined;
    return new Promise<never>(() => undefined);
  }

  #hold(id: string): HeldMeeting {
    const held = this.held.get(id);
    if (held === undefined || held.deleted) throw new TestFailure(404, 'refused');
    return held;
  }

  #get(id: string): WebexMeeting {
    const held = this.#hold(id);
    return held.inProgress ? { ...held.meeting, state: 'inProgress' } : held.meeting;
  }

  #find(accountId: string, tag: string): readonly WebexMeeting[] {
    return this.alive()
      .filter((held) => held.accountId === accountId && held.meeting.integrationTags?.includes(tag) === true)
      .filter((held) => this.#now() - (this.#madeAt.get(held.meeting.id) ?? 0) >= this.tagLagMs)
      .map((held) => held.meeting);
  }

  #create(accountId: string, input: MeetingInput): WebexMeeting {
    if (Date.parse(input.start) <= this.#now()) throw new TestFailure(400, 'refused');
    this.#serial += 1;
    const id = `m${String(this.#serial)}`;
    const meeting: WebexMeeting = {
      id,
      meetingNumber: `2555${String(this.#serial).padStart(7, '0')}`,
      title: input.title,
      start: new Date(input.start).toISOString(),
      end: new Date(input.end).toISOString(),
      timezone: input.timezone,
      state: 'active',
      webLink: `https://site.webex.test/site/j.php?MTID=${id}`,
      password: 'secret',
      integrationTags: input.integrationTags,
    };
    this.#madeAt.set(id, this.#now());
    this.held.set(id, {
      meeting,
      accountId,
      deleted: false,
      inProgress: false,
      invitees: input.invitees.map(({ email }) => ({ id: `${id}_${email}`, email })),
    });
    return meeting;
  }

  #patch(id: string, patch: MeetingPatch): WebexMeeting {
    const held = this.#hold(id);
    if (held.inProgress) throw new TestFailure(403, 'refused');
    if (patch.times !== undefined && Date.parse(patch.times.start) <= this.#now())
      throw new TestFailure(400, 'refused');
    held.meeting = {
      ...held.meeting,
      ...(patch.title === undefined ? {} : { title: patch.title }),
      ...(patch.times === undefined
        ? {}
        : {
            start: new Date(patch.times.start).toISOString(),
            end: new Date(patch.times.end).toISOString(),
            timezone: patch.times.timezone,
            ...(this.newLinkOnMove ? { webLink: `${held.meeting.webLink}x` } : {}),
          }),
    };
    return held.meeting;
  }
}
