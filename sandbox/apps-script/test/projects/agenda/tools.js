function zone() {
  return {
    script: Session.getScriptTimeZone(),
    calendar: Calendar.Settings.get('timezone').value,
    me: Session.getEffectiveUser().getEmail(),
  };
}

function noSuchEvent() {
  return Calendar.Events.get('primary', 'nosuchevent');
}

function forbidden() {
  return CalendarApp.getDefaultCalendar().getName();
}
