/** The service as the add-on speaks with it: JSON over one POST a call, errors typed by a stable code. */
import type {
  CardAnswer,
  ChangesAnswer,
  CheckAnswer,
  ConferencesAnswer,
  ContractVersion,
  Refusal,
} from '@webex-scheduler/contracts';
import type { Service } from './ports.ts';

/** The contract this bundle speaks. */
export const CONTRACT: ContractVersion = 1;

/** One POST; status 0 = no answer at all. */
export interface Http {
  post(url: string, authorization: string, body: string): { readonly status: number; readonly text: string };
}

/** The service refused or could not be asked. `code` is the service's own, or `service-unreachable`, `not-signed-in`. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number) {
    super(code);
    this.code = code;
    this.status = status;
  }

  /** No answer, or one that will be another in a while: what was known before still stands. */
  get passes(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }
}

/** `authorization` gives the header's value, or undefined where Google gives no ID token and no credential is kept. */
export function serviceClient(origin: string, http: Http, authorization: () => string | undefined): Service {
  const call = (path: string, body: object): unknown => {
    const header = authorization();
    if (header === undefined) throw new ServiceError('not-signed-in', 401);
    const { status, text } = http.post(`${origin}/addon/v1/${path}`, header, JSON.stringify(body));
    const answer = parse(text);
    const done = status >= 200 && status < 300;
    if (done && answer !== undefined) return answer;
    // A 2xx whose body was cut off on its way is no answer: what it said is not known.
    const { code }: Partial<Refusal> = done ? {} : (answer ?? {});
    throw new ServiceError(typeof code === 'string' ? code : 'service-unreachable', status);
  };
  return {
    conferences: (request) => call('conferences', request) as ConferencesAnswer,
    changes: (request) => call('changes', request) as ChangesAnswer,
    check: (request) => call('check', request) as CheckAnswer,
    card: (request) => call('cards', request) as CardAnswer,
  };
}

/** The body, if it is JSON of an object. */
function parse(text: string): object | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' ? (body ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}
