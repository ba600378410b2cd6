/** Validators of what the add-on sends, for the service only (the bundle imports types, never this). */
import * as v from 'valibot';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));
const instant = v.pipe(v.string(), v.isoTimestamp());
const short = v.pipe(v.string(), v.maxLength(256));
const address = v.pipe(v.string(), v.maxLength(320));
const contract = v.pipe(v.number(), v.integer(), v.minValue(1));
const checkpoint = v.exactOptional(v.pipe(v.string(), v.maxLength(64)));

const EventTime = v.strictObject({
  dateTime: v.exactOptional(short),
  date: v.exactOptional(short),
  timeZone: v.exactOptional(short),
});

const Guest = v.strictObject({
  email: address,
  displayName: v.exactOptional(v.pipe(v.string(), v.maxLength(512))),
  resource: v.exactOptional(v.boolean()),
  organizer: v.exactOptional(v.boolean()),
  optional: v.exactOptional(v.boolean()),
});

const SeenBlock = v.strictObject({
  v: short,
  ref: short,
  gen: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
  eventId: id,
  link: v.exactOptional(v.pipe(v.string(), v.maxLength(1300))),
});

export const EventReport = v.strictObject({
  id,
  etag: v.exactOptional(short),
  status: v.picklist(['confirmed', 'tentative', 'cancelled']),
  copy: v.picklist(['organizer', 'guest']),
  tombstone: v.exactOptional(v.picklist(['deleted', 'moved', 'idOnly', 'notFound'])),
  iCalUID: v.exactOptional(id),
  recurringEventId: v.exactOptional(id),
  originalStartTime: v.exactOptional(short),
  organizer: v.exactOptional(address),
  creator: v.exactOptional(address),
  block: v.exactOptional(SeenBlock),
  otherLink: v.boolean(),
  start: v.exactOptional(EventTime),
  end: v.exactOptional(EventTime),
  recurrence: v.exactOptional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(2048))), v.maxLength(100))),
  summary: v.exactOptional(v.pipe(v.string(), v.maxLength(8192))),
  guests: v.exactOptional(v.pipe(v.array(Guest), v.maxLength(2000))),
  guestsPartial: v.exactOptional(v.boolean()),
});

const EventKey = v.strictObject({ calendarId: id, eventId: id });

export const ConferencesRequest = v.strictObject({
  contract,
  calendarId: id,
  eventId: id,
  checkpoint,
  from: v.picklist(['menu', 'card']),
  person: v.strictObject({ name: v.exactOptional(short), timeZone: short, language: short }),
  event: v.exactOptional(EventReport),
});

export const ChangesRequest = v.strictObject({
  contract,
  calendarId: id,
  checkpoint,
  kind: v.picklist(['incremental', 'full', 'offered']),
  listing: v.exactOptional(short),
  complete: v.boolean(),
  seen: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  events: v.pipe(v.array(EventReport), v.maxLength(25)),
  patches: v.pipe(v.array(v.strictObject({ id, code: v.pipe(v.number(), v.integer()) })), v.maxLength(200)),
});

export const CheckRequest = v.strictObject({
  contract,
  cause: v.picklist(['hourly', 'home', 'open']),
  addon: v.strictObject({
    triggers: v.pipe(v.array(id), v.maxLength(20)),
    hourly: v.boolean(),
    missingScopes: v.pipe(v.array(short), v.maxLength(50)),
    tired: v.boolean(),
  }),
  calendars: v.pipe(
    v.array(v.strictObject({ calendarId: id, checkpoint, listedAt: v.exactOptional(instant) })),
    v.maxLength(50),
  ),
  open: v.exactOptional(EventKey),
  upcoming: v.exactOptional(v.pipe(v.array(EventKey), v.maxLength(25))),
});

export const CardRequest = v.strictObject({
  contract,
  act: v.picklist([
    'remove',
    'undo',
    'confirmDeletion',
    'keepMeetings',
    'hostMyself',
    'tryNow',
    'moveMeetings',
  ]),
  calendarId: id,
  eventId: v.exactOptional(id),
  event: v.exactOptional(EventReport),
});
