/** ConferenceDataService: builders with every limit of the reference, refused at the setter or at `build()`. */
import { Exception, spec } from './host.ts';
import { mismatch, signature, text } from './check.ts';
import { enumeration, memberNamed, memberOf } from './enum-value.ts';
import type { EnumValue } from './enum-value.ts';
import { Built } from './built.ts';

const ConferenceErrorType = enumeration(
  'ConferenceDataService.ConferenceErrorType',
  'AUTHENTICATION CONFERENCE_SOLUTION_FORBIDDEN PERMANENT PERMISSION_DENIED TEMPORARY UNKNOWN',
);
const EntryPointFeature = enumeration(
  'ConferenceDataService.EntryPointFeature',
  'UNKNOWN_FEATURE TOLL TOLL_FREE',
);
const EntryPointType = enumeration('ConferenceDataService.EntryPointType', 'VIDEO PHONE MORE SIP');

const ITEMS_MAX = 300;
const CODE_MAX = 128;

const SCHEMES: Readonly<Record<string, RegExp>> = {
  VIDEO: /^https?:\/\/[^\s/]+/i,
  MORE: /^https?:\/\/[^\s/]+/i,
  PHONE: /^tel:\S+$/i,
  SIP: /^sips?:\S+$/i,
};

function refuse(what: string): Exception {
  return new Exception(`Invalid argument: ${what}`);
}

/** One string argument of at most `max` characters. */
function short(method: string, args: readonly unknown[], max: number, what: string): string {
  signature(`ConferenceDataService.${method}`, args, [text]);
  const value = args[0] as string;
  if (value.length > max) throw refuse(`${what} must not be longer than ${max} characters`);
  return value;
}

function one<T>(method: string, args: readonly unknown[], fits: (value: unknown) => value is T): T {
  const [value] = args;
  if (args.length !== 1 || !fits(value)) throw mismatch(`ConferenceDataService.${method}`, args);
  return value;
}

export class ConferenceParameter {
  #key = '';
  #value: string | undefined;

  setKey(...args: unknown[]): this {
    this.#key = short('ConferenceParameter.setKey', args, 50, 'key');
    return this;
  }

  setValue(...args: unknown[]): this {
    this.#value = short('ConferenceParameter.setValue', args, 1024, 'value');
    return this;
  }

  pair(): [string, string] {
    if (this.#key === '' || this.#value === undefined)
      throw refuse('a conference parameter needs a key and a value');
    return [this.#key, this.#value];
  }
}

export class ConferenceError {
  #type: EnumValue | undefined;
  #url: string | undefined;

  setConferenceErrorType(...args: unknown[]): this {
    this.#type = one('ConferenceError.setConferenceErrorType', args, memberOf(ConferenceErrorType));
    return this;
  }

  setAuthenticationUrl(...args: unknown[]): this {
    const url = short(
      'ConferenceError.setAuthenticationUrl',
      args,
      spec().authenticationUrlMax,
      'authenticationUrl',
    );
    if (!/^https?:\/\/[^\s/]+/i.test(url)) throw refuse('authenticationUrl must be an http or https URL');
    this.#url = url;
    return this;
  }

  json(): Record<string, string> {
    if (!this.#type) throw refuse('a conference error needs a type');
    const authentication = this.#type === memberNamed(ConferenceErrorType, 'AUTHENTICATION');
    if (authentication && this.#url === undefined)
      throw refuse('an AUTHENTICATION error needs an authentication URL');
    if (!authentication && this.#url !== undefined)
      throw refuse('only an AUTHENTICATION error takes an authentication URL');
    return { type: this.#type.name(), ...(this.#url === undefined ? {} : { authenticationUrl: this.#url }) };
  }
}

export class EntryPoint {
  readonly #codes: Record<string, string> = {};
  readonly #features = new Set<string>();
  #type: EnumValue | undefined;
  #uri: string | undefined;
  #regionCode: string | undefined;

  setEntryPointType(...args: unknown[]): this {
    this.#type = one('EntryPoint.setEntryPointType', args, memberOf(EntryPointType));
    if (this.#uri !== undefined) this.#checkUri(this.#uri);
    return this;
  }

  setUri(...args: unknown[]): this {
    const uri = short('EntryPoint.setUri', args, 1300, 'uri');
    if (!Object.values(SCHEMES).some((scheme) => scheme.test(uri)))
      throw refuse(`malformed uri ${uri.slice(0, 40)}`);
    if (this.#type) this.#checkUri(uri);
    this.#uri = uri;
    return this;
  }

  addFeature(...args: unknown[]): this {
    const feature = one('EntryPoint.addFeature', args, memberOf(EntryPointFeature));
    this.#features.add(feature.name());
    if (this.#features.has('TOLL') && this.#features.has('TOLL_FREE'))
      throw refuse('TOLL and TOLL_FREE exclude each other');
    return this;
  }

  setRegionCode(...args: unknown[]): this {
    const code = short('EntryPoint.setRegionCode', args, 10, 'regionCode');
    if (!/^([A-Za-z]{2}|\d{3})$/.test(code)) throw refuse('regionCode must be a region of ISO 3166');
    this.#regionCode = code;
    return this;
  }

  setAccessCode(...args: unknown[]): this {
    return this.#code('accessCode', 'setAccessCode', args);
  }

  setMeetingCode(...args: unknown[]): this {
    return this.#code('meetingCode', 'setMeetingCode', args);
  }

  setPasscode(...args: unknown[]): this {
    return this.#code('passcode', 'setPasscode', args);
  }

  setPassword(...args: unknown[]): this {
    return this.#code('password', 'setPassword', args);
  }

  setPin(...args: unknown[]): this {
    return this.#code('pin', 'setPin', args);
  }

  kind(): string {
    return this.#type?.name() ?? '';
  }

  /** As it stands on the event: the label follows from the uri. */
  json(): Record<string, unknown> {
    if (!this.#type || this.#uri === undefined) throw refuse('an entry point needs a type and a uri');
    const phone = this.kind() === 'PHONE';
    if (!phone && this.#features.size > 0) throw refuse('only a PHONE entry point has features');
    if (!phone && this.#regionCode !== undefined) throw refuse('only a PHONE entry point has a region code');
    const label = labelOf(this.kind(), this.#uri);
    return {
      ...(this.#regionCode === undefined ? {} : { regionCode: this.#regionCode }),
      entryPointType: this.kind().toLowerCase(),
      uri: this.#uri,
      ...(label === null ? {} : { label }),
      ...this.#codes,
      ...(this.#features.size === 0
        ? {}
        : { entryPointFeatures: [...this.#features].map((name) => name.toLowerCase()) }),
    };
  }

  #code(field: string, method: string, args: readonly unknown[]): this {
    this.#codes[field] = short(`EntryPoint.${method}`, args, CODE_MAX, field);
    return this;
  }

  #checkUri(uri: string): void {
    if (SCHEMES[this.kind()]?.test(uri) !== true)
      throw refuse(`a ${this.kind()} entry point does not take this uri`);
  }
}

/** Calendar's own label: the uri without its scheme, a phone's number without the dialling codes, none for MORE. */
function labelOf(kind: string, uri: string): string | null {
  if (kind === 'MORE') return null;
  if (kind === 'PHONE') return uri.replace(/^tel:/i, '').split(/[,;]/)[0] ?? '';
  return uri.replace(/^(https?:\/\/|sips?:)/i, '');
}

export class ConferenceData extends Built {
  readonly solutionId: string | null;

  constructor(data: Record<string, unknown>, solutionId: string | null) {
    super('conferenceData', data);
    this.solutionId = solutionId;
  }
}

export class ConferenceDataBuilder {
  readonly #entryPoints: EntryPoint[] = [];
  readonly #parameters: ConferenceParameter[] = [];
  #conferenceId: string | undefined;
  #solutionId: string | undefined;
  #notes: string | undefined;
  #error: ConferenceError | undefined;

  setConferenceId(...args: unknown[]): this {
    this.#conferenceId = short('ConferenceDataBuilder.setConferenceId', args, 512, 'conferenceId');
    return this;
  }

  setConferenceSolutionId(...args: unknown[]): this {
    const id = short('ConferenceDataBuilder.setConferenceSolutionId', args, 512, 'conferenceSolutionId');
    if (!Object.hasOwn(spec().solutions, id)) throw refuse('conferenceSolutionId is not in the manifest');
    this.#solutionId = id;
    return this;
  }

  setNotes(...args: unknown[]): this {
    this.#notes = short('ConferenceDataBuilder.setNotes', args, 2048, 'notes');
    return this;
  }

  setError(...args: unknown[]): this {
    this.#error = one('ConferenceDataBuilder.setError', args, (value) => value instanceof ConferenceError);
    return this;
  }

  addEntryPoint(...args: unknown[]): this {
    this.#entryPoints.push(
      one('ConferenceDataBuilder.addEntryPoint', args, (value) => value instanceof EntryPoint),
    );
    if (this.#entryPoints.length > ITEMS_MAX)
      throw refuse(`there must not be more than ${ITEMS_MAX} entry points`);
    return this;
  }

  addConferenceParameter(...args: unknown[]): this {
    const check = (value: unknown): value is ConferenceParameter => value instanceof ConferenceParameter;
    this.#parameters.push(one('ConferenceDataBuilder.addConferenceParameter', args, check));
    if (this.#parameters.length > ITEMS_MAX)
      throw refuse(`there must not be more than ${ITEMS_MAX} parameters`);
    return this;
  }

  build(): ConferenceData {
    if (this.#error) return new ConferenceData({ error: this.#error.json() }, this.#solutionId ?? null);
    const kinds = this.#entryPoints.map((point) => point.kind());
    for (const kind of ['VIDEO', 'SIP', 'MORE']) {
      if (kinds.filter((one) => one === kind).length > 1)
        throw refuse(`there must not be more than one ${kind} entry point`);
    }
    if (kinds.every((kind) => kind === 'MORE')) {
      throw refuse(
        kinds.length === 0 ? 'at least one entry point is required' : 'MORE must not be the only entry point',
      );
    }
    return new ConferenceData(this.#data(), this.#solutionId ?? null);
  }

  /** What would stand on the event. Calendar puts the script's id first among the parameters. */
  #data(): Record<string, unknown> {
    const { scriptId, solutions } = spec();
    const ids = Object.keys(solutions);
    const solution = solutions[this.#solutionId ?? (ids.length === 1 ? (ids[0] ?? '') : '')];
    return {
      entryPoints: this.#entryPoints.map((point) => point.json()),
      conferenceSolution: { key: { type: 'addOn' }, ...(solution ?? {}) },
      ...(this.#conferenceId === undefined ? {} : { conferenceId: this.#conferenceId }),
      ...(this.#notes === undefined ? {} : { notes: this.#notes }),
      parameters: {
        addOnParameters: {
          parameters: {
            scriptId,
            ...Object.fromEntries(this.#parameters.map((parameter) => parameter.pair())),
          },
        },
      },
    };
  }
}

export const conferenceDataService = {
  ConferenceErrorType,
  EntryPointFeature,
  EntryPointType,
  newConferenceDataBuilder: () => new ConferenceDataBuilder(),
  newConferenceError: () => new ConferenceError(),
  newConferenceParameter: () => new ConferenceParameter(),
  newEntryPoint: () => new EntryPoint(),
};
