// Later files use these: all files share one scope, in the order of their names.
const DAYS_AHEAD = 7;
const GREETING = `Week of ${Utilities.formatDate(new Date(), Session.getScriptTimeZone(), 'd MMM yyyy')}`;
class Line {
  constructor(event) {
    this.title = event.getTitle() || '(no title)';
    this.when = event.isAllDayEvent()
      ? 'all day'
      : Utilities.formatDate(event.getStartTime(), CalendarApp.getDefaultCalendar().getTimeZone(), 'EEE HH:mm');
    this.guests = event.getGuestList().map((guest) => guest.getEmail());
  }
}
