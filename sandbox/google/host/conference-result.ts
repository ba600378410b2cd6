/** ConferenceData as a script returns it, into conference data as it stands on an event. */
import * as v from 'valibot';
import { asShown } from '../calendar/conference-data.ts';
import type { ConferenceDataResource, EntryPointResource } from '../calendar/event-resource-type.ts';
import type { ConferenceSolution } from '../identity/installations.ts';

const Text = v.optional(v.string());

const EntryPoint = v.object({
  entryPointType: v.pipe(v.string(), v.toLowerCase()),
  uri: v.string(),
  regionCode: Text,
  accessCode: Text,
  meetingCode: Text,
  passcode: Text,
  password: Text,
  pin: Text,
  entryPointFeatures: v.optional(v.array(v.pipe(v.string(), v.toLowerCase()))),
});

const Parameters = v.union([
  v.array(v.object({ key: v.string(), value: v.string() })),
  v.object({ addOnParameters: v.object({ parameters: v.optional(v.record(v.string(), v.string()), {}) }) }),
]);

const Returned = v.object({
  conferenceId: Text,
  conferenceSolutionId: Text,
  notes: Text,
  note: Text,
  entryPoints: v.optional(v.array(EntryPoint), []),
  parameters: v.optional(Parameters, []),
  error: v.optional(v.object({ type: v.string(), authenticationUrl: Text })),
});

export interface ConferenceFailure {
  readonly type: string;
  readonly authenticationUrl?: string;
}

export type ConferenceOutcome =
  | { readonly kind: 'data'; readonly data: ConferenceDataResource }
  | { readonly kind: 'failure'; readonly failure: ConferenceFailure };

/** The manifest's id of the solution that the data names, if it names one. */
export function solutionIdOf(returned: unknown): string | undefined {
  const parsed = v.safeParse(Returned, returned);
  return parsed.success ? parsed.output.conferenceSolutionId : undefined;
}

/**
 * What Calendar makes of it: name and icon come from the manifest, labels from the addresses, the script's id goes
 * first among the parameters. Undefined where this is no ConferenceData.
 */
export function conferenceOf(
  returned: unknown,
  scriptId: string,
  solution: ConferenceSolution,
): ConferenceOutcome | undefined {
  const parsed = v.safeParse(Returned, returned);
  if (!parsed.success) return undefined;
  const { error, conferenceId, notes = parsed.output.note, entryPoints, parameters } = parsed.output;
  if (error) {
    const { type, authenticationUrl } = error;
    return {
      kind: 'failure',
      failure: { type, ...(authenticationUrl === undefined ? {} : { authenticationUrl }) },
    };
  }
  if (entryPoints.length === 0) return undefined;
  const own = Array.isArray(parameters)
    ? Object.fromEntries(parameters.map(({ key, value }) => [key, value]))
    : parameters.addOnParameters.parameters;
  const { scriptId: _claimed, ...rest } = own;
  const data: ConferenceDataResource = {
    entryPoints: entryPoints.map((entry) => asShown(entry as EntryPointResource)),
    conferenceSolution: { key: { type: 'addOn' }, name: solution.name, iconUri: solution.logoUrl },
    ...(conferenceId === undefined ? {} : { conferenceId }),
    ...(notes === undefined ? {} : { notes }),
    parameters: { addOnParameters: { parameters: { scriptId, ...rest } } },
  };
  return { kind: 'data', data };
}
