function whoami() {
  return Session.getActiveUser().getEmail();
}
