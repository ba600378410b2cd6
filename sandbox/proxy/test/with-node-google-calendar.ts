/** A program of somebody's: `node-google-calendar` as it comes, hosts and all. Prints what it found. */
import CalendarAPI from 'node-google-calendar';

const [, , email = '', key = '', calendarId = ''] = process.argv;
const api = new CalendarAPI({ key, serviceAcctId: email, timezone: 'UTC+08:00' });
const time = (hour: number) => ({ dateTime: `2026-03-03T${String(hour).padStart(2, '0')}:00:00Z` });

const window = { timeMin: '2026-03-03T00:00:00Z', timeMax: '2026-03-04T00:00:00Z' };
const made = await api.Events.insert(calendarId, { summary: 'Made', start: time(9), end: time(10) });
const changed = await api.Events.update(calendarId, made.id, {
  summary: 'Changed',
  start: time(9),
  end: time(10),
});
const gone = await api.Events.insert(calendarId, { summary: 'Gone', start: time(12), end: time(13) });
const deleted = await api.Events.delete(calendarId, gone.id, {});
const busy = await api.FreeBusy.query(calendarId, { ...window, items: [{ id: calendarId }] });
const listed = await api.Events.list(calendarId, { ...window, singleEvents: true, orderBy: 'startTime' });
console.log(
  JSON.stringify({
    changed: changed.summary,
    deleted: deleted.statusCode,
    listed: listed.map(({ summary }) => summary),
    busy: busy.length,
  }),
);
