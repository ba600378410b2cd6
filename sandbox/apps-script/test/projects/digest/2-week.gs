/** Plans a week to report on. */
function planWeek() {
  const calendar = CalendarApp.getDefaultCalendar();
  const review = calendar.createEvent('Review', new Date('2026-03-03T10:00:00+01:00'), new Date('2026-03-03T11:00:00+01:00'), {
    description: 'Numbers',
    location: 'Room 4',
    guests: 'ben@sample.test',
    sendInvites: false,
  });
  review.addPopupReminder(15).setColor(CalendarApp.EventColor.RED).setTag('origin', 'digest');
  calendar.createAllDayEvent('Holiday', new Date(2026, 2, 4));
  calendar.createAllDayEvent('Fair', new Date(2026, 2, 5), new Date(2026, 2, 7));
  const daily = CalendarApp.newRecurrence().addWeeklyRule().onlyOnWeekdays([CalendarApp.Weekday.MONDAY, CalendarApp.Weekday.THURSDAY]).times(4);
  calendar.createEventSeries('Standup', new Date('2026-03-02T10:15:00+01:00'), new Date('2026-03-02T10:30:00+01:00'), daily);
  return review.getId();
}

function week() {
  const from = new Date();
  const to = new Date(from.getTime() + DAYS_AHEAD * 24 * 60 * 60 * 1000);
  return { greeting: GREETING, lines: CalendarApp.getEvents(from, to).map((event) => new Line(event)) };
}

function reviewOf(e) {
  const event = CalendarApp.getDefaultCalendar().getEventById(e.id);
  return {
    id: event.getId(),
    description: event.getDescription(),
    location: event.getLocation(),
    reminders: [event.getPopupReminders(), event.getEmailReminders()],
    color: event.getColor() === CalendarApp.EventColor.RED,
    tag: event.getTag('origin'),
    mine: [event.isOwnedByMe(), String(event.getMyStatus()), event.getCreators()],
    ben: String(event.getGuestByEmail('Ben@sample.test').getGuestStatus()),
    visibility: event.getVisibility() === CalendarApp.Visibility.DEFAULT,
    series: event.isRecurringEvent(),
  };
}

function tidy() {
  const calendar = CalendarApp.getDefaultCalendar();
  const standups = calendar.getEvents(new Date('2026-03-01'), new Date('2026-04-01'), { search: 'Standup' });
  standups[1].setTitle('Standup (moved)').setTime(new Date('2026-03-05T14:00:00+01:00'), new Date('2026-03-05T14:30:00+01:00'));
  const before = standups.map((event) => [event.getTitle(), event.getStartTime()]);
  standups[0].getEventSeries().deleteEventSeries();
  const fair = calendar.getEventsForDay(new Date(2026, 2, 6))[0];
  fair.deleteEvent();
  let gone;
  try {
    fair.setTitle('x');
    fair.deleteEvent();
  } catch (error) {
    gone = error.message;
  }
  return { before, left: calendar.getEvents(new Date('2026-03-01'), new Date('2026-04-01')).map((event) => event.getTitle()), gone };
}
