var SCHEDULE = {
  morning: function (builder) { return builder.timeBased().everyDays(1).atHour(7).nearMinute(30); },
  review: function (builder) { return builder.timeBased().onWeekDay(ScriptApp.WeekDay.FRIDAY).atHour(16).nearMinute(0); },
  rent: function (builder) { return builder.timeBased().onMonthDay(1).atHour(9).nearMinute(0).inTimezone('Europe/Paris'); },
  once: function (builder) { return builder.timeBased().after(90 * 60 * 1000); },
};

function install() {
  ScriptApp.getProjectTriggers().forEach(function (trigger) { ScriptApp.deleteTrigger(trigger); });
  Object.keys(SCHEDULE).forEach(function (name) { SCHEDULE[name](ScriptApp.newTrigger(name)).create(); });
  ScriptApp.newTrigger('calendarChanged').forUserCalendar(CalendarApp.getDefaultCalendar().getId()).onEventUpdated().create();
  return ScriptApp.getProjectTriggers().map(function (trigger) {
    return [trigger.getHandlerFunction(), String(trigger.getEventType()), String(trigger.getTriggerSource()), trigger.getTriggerSourceId()];
  });
}

function note_(name, e) {
  var at = Utilities.formatDate(new Date(), 'GMT', "EEE d MMM HH:mm");
  var diary = PropertiesService.getUserProperties();
  diary.setProperty('diary', (diary.getProperty('diary') || '') + name + ' ' + at + ' ' + (e.authMode === ScriptApp.AuthMode.FULL) + '\n');
}

function morning(e) { note_('morning', e); }
function review(e) { note_('review', e); }
function rent(e) { note_('rent', e); }
function once(e) { note_('once', e); }
function calendarChanged(e) { note_('changed ' + e.calendarId, e); }

function plan() { CalendarApp.createEvent('Sweep', new Date('2026-03-10T10:00:00Z'), new Date('2026-03-10T11:00:00Z')); }
function diary() { return PropertiesService.getUserProperties().getProperty('diary').trim().split('\n'); }

function wrong() {
  return [
    function () { ScriptApp.newTrigger('x').timeBased().create(); },
    function () { ScriptApp.newTrigger('x').timeBased().everyMinutes(7); },
    function () { ScriptApp.newTrigger('x').timeBased().everyHours(5); },
    function () { ScriptApp.newTrigger('x').timeBased().atHour(24); },
    function () { ScriptApp.newTrigger('x').timeBased().everyDays(1).everyHours(1).create(); },
    function () { ScriptApp.newTrigger('x').timeBased().onWeekDay('FRIDAY'); },
  ].map(function (attempt) {
    try { attempt(); return 'no error'; } catch (e) { return e.message; }
  });
}
