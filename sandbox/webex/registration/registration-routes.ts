import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { api, type ApiAnswer, type ApiCall, type Shell } from '../http-shell.ts';
import { checkRegistration } from '../meetings/meeting-body.ts';
import { readInstant } from '../meetings/meeting-times.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { SCHEDULES_READ, SCHEDULES_WRITE } from '../oauth/scopes.ts';
import { page } from '../paging.ts';
import { bodyFlag, readBody } from '../request-values.ts';
import { meetingNotFound } from '../webex-error.ts';
import { formOf, sameAddress, type Registrants } from './registrants.ts';
import {
  refuseQuestions,
  RegistrantBody,
  RegistrationForm,
  registrantView,
  type Registrant,
} from './registration.ts';

const BULK_LIMIT = 100;
const email = v.pipe(v.string(), v.email());
const FormBody = v.object({ ...RegistrationForm.entries, hostEmail: v.optional(v.string()) });
const BulkBody = v.object({
  items: v.pipe(v.array(RegistrantBody), v.minLength(1), v.maxLength(BULK_LIMIT)),
});
const ChosenBody = v.object({
  sendEmail: v.optional(bodyFlag, true),
  registrants: v.pipe(v.array(v.object({ id: v.string() })), v.minLength(1), v.maxLength(BULK_LIMIT)),
});
const QueryBody = v.object({
  emails: v.array(email),
  status: v.optional(v.picklist(['approved', 'pending', 'rejected'])),
  orderType: v.optional(v.picklist(['ASC', 'DESC']), 'ASC'),
  orderBy: v.optional(v.picklist(['firstName', 'lastName', 'status', 'email', 'registrationTime'])),
});

interface RegistrationRoutesDeps extends Shell {
  readonly meetings: Meetings;
  readonly registrants: Registrants;
}

/** `/meetings/{meetingId}/registration` and `…/registrants`. The form is a series'; its occurrence shares it. */
export function registrationRoutes(server: FastifyInstance, deps: RegistrationRoutesDeps): void {
  formRoutes(server, deps);
  listRoutes(server, deps);
  registrantRoutes(server, deps);
  for (const [act, decision] of [
    ['approve', 'approved'],
    ['reject', 'rejected'],
    ['cancel', 'cancelled'],
  ] as const) {
    server.post(
      `/meetings/:meetingId/registrants/${act}`,
      chosen(deps, (meeting, ids, sendEmail) => {
        deps.registrants.decide(meeting, ids, decision, sendEmail);
      }),
    );
  }
  server.post(
    '/meetings/:meetingId/registrants/bulkDelete',
    chosen(deps, (meeting, ids) => {
      deps.registrants.remove(meeting, ids);
    }),
  );
}

function formRoutes(server: FastifyInstance, deps: RegistrationRoutesDeps): void {
  const { meetings, registrants } = deps;
  const path = '/meetings/:meetingId/registration';
  server.get(
    path,
    api(deps, SCHEDULES_READ, (call) => plain(formOf(visible(call, deps)))),
  );
  server.put(
    path,
    api(deps, SCHEDULES_WRITE, (call) => {
      refuseQuestions(call.body);
      const { hostEmail, ...form } = readBody(FormBody, call.body);
      const meeting = hosted(call, deps, hostEmail);
      checkRegistration(meeting);
      meetings.save({ ...meeting, registration: form });
      return plain(form);
    }),
  );
  server.delete(
    path,
    api(deps, SCHEDULES_WRITE, (call) => {
      const { registration, ...meeting } = hosted(call, deps, call.headers['hostemail']);
      formOf({ ...meeting, registration });
      meetings.save(meeting);
      registrants.forget(meeting.id);
      return { status: 204 };
    }),
  );
}

function listRoutes(server: FastifyInstance, deps: RegistrationRoutesDeps): void {
  server.get(
    '/meetings/:meetingId/registrants',
    api(deps, SCHEDULES_READ, (call) => {
      const { email: address, registrationTimeFrom, registrationTimeTo } = call.query;
      const from = registrationTimeFrom && readInstant('registrationTimeFrom', registrationTimeFrom);
      const to = registrationTimeTo && readInstant('registrationTimeTo', registrationTimeTo);
      const found = deps.registrants
        .of(hosted(call, deps))
        .filter(({ answers }) => address === undefined || sameAddress(answers.email, address))
        .filter(({ registeredAt }) => !from || registeredAt >= from)
        .filter(({ registeredAt }) => !to || registeredAt < to);
      return { ...page(call, found, { show: registrantView }), plainJson: true };
    }),
  );
  server.post(
    '/meetings/:meetingId/registrants/query',
    api(deps, SCHEDULES_READ, (call) => {
      const { emails, status, orderType, orderBy = 'registrationTime' } = readBody(QueryBody, call.body);
      const found = deps.registrants
        .of(hosted(call, deps))
        .filter(({ answers }) => emails.some((one) => sameAddress(one, answers.email)))
        .filter((one) => status === undefined || one.status === status)
        .toSorted((a, b) => (keyOf(a, orderBy) < keyOf(b, orderBy) ? -1 : 1));
      const items = orderType === 'DESC' ? found.toReversed() : found;
      return { ...page(call, items, { show: registrantView }), plainJson: true };
    }),
  );
  server.get(
    '/meetings/:meetingId/registrants/:registrantId',
    api(deps, SCHEDULES_READ, (call) =>
      plain(registrantView(deps.registrants.get(hosted(call, deps), call.params['registrantId'] ?? ''))),
    ),
  );
}

function registrantRoutes(server: FastifyInstance, deps: RegistrationRoutesDeps): void {
  const { registrants } = deps;
  server.post(
    '/meetings/:meetingId/registrants',
    api(deps, SCHEDULES_WRITE, (call) => {
      const meeting = visible(call, deps);
      formOf(meeting);
      const [added] = registrants.add(meeting, [readBody(RegistrantBody, call.body)]).map(registrantView);
      return plain(added);
    }),
  );
  server.post(
    '/meetings/:meetingId/registrants/bulkInsert',
    api(deps, SCHEDULES_WRITE, (call) => {
      const meeting = hosted(call, deps);
      formOf(meeting);
      const { items } = readBody(BulkBody, call.body);
      return plain({ items: registrants.add(meeting, items).map(registrantView) });
    }),
  );
  server.delete(
    '/meetings/:meetingId/registrants/:registrantId',
    api(deps, SCHEDULES_WRITE, (call) => {
      registrants.remove(hosted(call, deps), [call.params['registrantId'] ?? '']);
      return { status: 204 };
    }),
  );
}

/** A call on several registrants by id. */
function chosen(
  deps: RegistrationRoutesDeps,
  act: (meeting: Meeting, ids: readonly string[], sendEmail: boolean) => void,
): ReturnType<typeof api> {
  return api(deps, SCHEDULES_WRITE, (call) => {
    const meeting = hosted(call, deps);
    formOf(meeting);
    const body = readBody(ChosenBody, call.body);
    act(
      meeting,
      body.registrants.map(({ id }) => id),
      body.sendEmail,
    );
    return { status: 204 };
  });
}

function hosted(
  call: ApiCall,
  { meetings }: RegistrationRoutesDeps,
  hostEmail = call.query['hostEmail'],
): Meeting {
  return series(call, (id) => meetings.hosted(id, call.actFor(hostEmail).email));
}

function visible(call: ApiCall, { meetings }: RegistrationRoutesDeps): Meeting {
  return series(call, (id) => meetings.visible(id, call.actFor(call.query['hostEmail']).email));
}

/** @throws {WebexError} 404 also for an instance, which nobody can register for */
function series(call: ApiCall, find: (id: string) => Meeting): Meeting {
  const id = call.params['meetingId'] ?? '';
  if (id.includes('_I_')) throw meetingNotFound();
  return find(id);
}

/** Registration declares plain JSON. */
function plain(body: unknown): ApiAnswer {
  return { status: 200, body, plainJson: true };
}

function keyOf(registrant: Registrant, by: string): string | number {
  if (by === 'registrationTime') return registrant.registeredAt;
  return String(registrantView(registrant)[by]).toLowerCase();
}
