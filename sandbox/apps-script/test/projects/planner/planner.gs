const at = (text) => new Date(`${text}+01:00`);

function calendars() {
  const rooms = CalendarApp.createCalendar('Rooms', { summary: 'Where to meet', timeZone: 'Europe/Berlin', color: CalendarApp.Color.GREEN });
  rooms.setName('Meeting rooms').setDescription('All of them').setTimeZone('Europe/London').setColor('#123456').setHidden(true).setSelected(false);
  const [found] = CalendarApp.getCalendarsByName('Meeting rooms');
  const seen = [found.getId() === rooms.getId(), found.getDescription(), found.getTimeZone(), found.getColor(), found.isHidden(), found.isSelected(), found.isMyPrimaryCalendar()];
  const owned = CalendarApp.getAllOwnedCalendars().map((calendar) => calendar.getName());
  found.createEvent('Fix door', at('2026-04-01T10:00:00'), at('2026-04-01T11:00:00'));
  const events = rooms.getEvents(at('2026-04-01T00:00:00'), at('2026-04-02T00:00:00')).length;
  rooms.deleteCalendar();
  return {
    seen,
    owned,
    events,
    gone: CalendarApp.getCalendarById(rooms.getId()),
    default: [CalendarApp.getName() === CalendarApp.getDefaultCalendar().getName(), CalendarApp.isMyPrimaryCalendar()],
  };
}

function series() {
  const yearly = CalendarApp.newRecurrence().addYearlyRule().onlyInMonth(CalendarApp.Month.APRIL).onlyOnMonthDay(3).times(3);
  const birthday = CalendarApp.createAllDayEventSeries('Birthday', new Date(2026, 3, 3), yearly, { description: 'cake' });
  const course = CalendarApp.createEventSeries(
    'Course',
    at('2026-04-06T18:00:00'),
    at('2026-04-06T19:30:00'),
    CalendarApp.newRecurrence().setTimeZone('Europe/Paris').addWeeklyRule().onlyOnWeekday(CalendarApp.Weekday.MONDAY).until(at('2026-05-05T00:00:00')).addDateExclusion(at('2026-04-13T18:00:00')),
  );
  const days = (from, to, title) =>
    CalendarApp.getEvents(new Date(from), new Date(to), { search: title }).map((event) => Utilities.formatDate(event.getStartTime(), 'Europe/Paris', 'yyyy-MM-dd HH:mm'));
  const before = days('2026-04-01', '2026-06-01', 'Course');
  course.setRecurrence(CalendarApp.newRecurrence().addWeeklyRule().interval(2).times(2), at('2026-04-06T18:00:00'), at('2026-04-06T19:00:00'));
  course.setTitle('Course (short)').addGuest('ben@sample.test').setGuestsCanModify(true);
  const again = CalendarApp.getEventSeriesById(course.getId());
  return {
    birthdays: days('2026-01-01', '2029-01-01', 'Birthday'),
    before,
    after: days('2026-04-01', '2026-06-01', 'Course'),
    again: [again.getTitle(), again.guestsCanModify(), again.getGuestList(true).map((guest) => guest.getEmail())],
    description: birthday.getDescription(),
    first: CalendarApp.getEventById(course.getId()).isRecurringEvent(),
  };
}

function answer(e) {
  const event = CalendarApp.getEventById(e.id);
  event.setMyStatus(CalendarApp.GuestStatus.MAYBE);
  return String(CalendarApp.getEventById(e.id).getMyStatus());
}

function details(e) {
  const event = CalendarApp.getEventById(e.id);
  event.setAllDayDates(new Date(2026, 4, 1), new Date(2026, 4, 3)).setTransparency(CalendarApp.EventTransparency.TRANSPARENT).setVisibility(CalendarApp.Visibility.PRIVATE);
  const allDay = [event.isAllDayEvent(), event.getAllDayStartDate(), event.getAllDayEndDate(), event.getStartTime()];
  event.setTime(at('2026-05-01T09:00:00'), at('2026-05-01T10:00:00')).removeGuest('ben@sample.test').setLocation('Here').setTag('a', 'b');
  return {
    allDay,
    timed: [event.isAllDayEvent(), event.getStartTime()],
    seen: [String(event.getTransparency()), String(event.getVisibility()), event.getLocation(), event.getAllTagKeys(), event.deleteTag('a').getTag('a'), event.getGuestList().length],
    reminders: [event.addEmailReminder(30).addPopupReminder(10).getEmailReminders(), event.removeAllReminders().getPopupReminders(), event.resetRemindersToDefault().getPopupReminders()],
    type: event.getEventType() === CalendarApp.EventType.DEFAULT,
  };
}

function fair() {
  const series = CalendarApp.createEventSeries('Fair', at('2026-07-06T09:00:00'), at('2026-07-06T10:00:00'), CalendarApp.newRecurrence().addDailyRule().times(2));
  const before = String(series.getTransparency());
  series.setTransparency(CalendarApp.EventTransparency.TRANSPARENT);
  return [before, ...CalendarApp.getEventsForDay(at('2026-07-07T12:00:00')).map((event) => String(event.getTransparency()))];
}

function invite() {
  return CalendarApp.createEvent('Talk', at('2026-04-20T09:00:00'), at('2026-04-20T10:00:00'), { guests: 'ben@sample.test', sendInvites: true }).getId();
}

function guests() {
  const start = at('2026-08-03T09:00:00');
  const lists = ['ben@sample.test, out@side.test', ['ben@sample.test', 'out@side.test']];
  return lists.map((guests) => CalendarApp.createEvent('Guests', start, at('2026-08-03T10:00:00'), { guests }).getGuestList().length);
}

function wrong() {
  const event = CalendarApp.createEvent('x', at('2026-06-01T09:00:00'), at('2026-06-01T10:00:00'));
  return [
    () => CalendarApp.createEvent('x', at('2026-06-01T09:00:00'), at('2026-06-01T08:00:00')),
    () => CalendarApp.createEvent('x', '2026-06-01', '2026-06-02'),
    () => event.setColor('99'),
    () => event.addPopupReminder(1),
    () => event.getAllDayStartDate(),
    () => event.addGuest('nobody'),
    () => CalendarApp.createEventFromDescription('Lunch tomorrow'),
    () => CalendarApp.getDefaultCalendar().setColor('green'),
  ].map((attempt) => {
    try {
      attempt();
      return 'no error';
    } catch (error) {
      return error.message;
    }
  });
}
