function hire(e) {
  const user = AdminDirectory.newUser();
  user.setPrimaryEmail(e.email);
  user.name = { givenName: e.givenName, familyName: e.familyName };
  user.password = 'correct horse';
  AdminDirectory.Orgunits.insert({ name: e.unit, parentOrgUnitPath: '/' }, 'my_customer');
  user.orgUnitPath = '/' + e.unit;
  const made = AdminDirectory.Users.insert(user);
  AdminDirectory.Users.Aliases.insert({ alias: e.alias }, made.id);
  return [made.getName().getFullName(), AdminDirectory.Users.get(e.alias).orgUnitPath];
}

function everybody() {
  const found = [];
  let pageToken;
  do {
    const page = AdminDirectory.Users.list({ customer: 'my_customer', orderBy: 'givenName', maxResults: 1, pageToken });
    for (const user of page.users) found.push(user.primaryEmail);
    pageToken = page.nextPageToken;
  } while (pageToken);
  return found;
}

function team(e) {
  const group = AdminDirectory.Groups.insert({ email: e.email, name: 'Team' });
  for (const email of e.members) AdminDirectory.Members.insert({ email, role: 'MEMBER' }, group.id);
  return [
    AdminDirectory.Members.list(e.email).members.map((member) => member.email),
    AdminDirectory.Members.hasMember(e.email, e.members[0]).isMember,
    AdminDirectory.Members.remove(e.email, e.members[0]),
    AdminDirectory.Groups.get(e.email).directMembersCount,
  ];
}

function rooms() {
  const { Buildings, Calendars } = AdminDirectory.Resources;
  Buildings.insert({ buildingId: 'HQ', buildingName: 'Head office', floorNames: ['1'] }, 'my_customer');
  Calendars.insert({ resourceId: 'a', resourceName: 'Aula', buildingId: 'HQ', floorName: '1', capacity: 9 }, 'my_customer');
  Calendars.patch({ capacity: 10 }, 'my_customer', 'a');
  return Calendars.list('my_customer', { query: 'capacity=10' }).items.map((room) => room.generatedResourceName);
}

function units() {
  AdminDirectory.Orgunits.insert({ name: 'east', parentOrgUnitPath: '/office' }, 'my_customer');
  return [
    AdminDirectory.Orgunits.get('my_customer', ['office', 'east']).orgUnitPath,
    AdminDirectory.Orgunits.get('my_customer', '/office/east').name,
    AdminDirectory.Orgunits.list('my_customer', { type: 'all' }).organizationUnits.length,
  ];
}

function failing(e) {
  const calls = {
    twice: () => AdminDirectory.Members.insert({ email: e.email }, e.group),
    missing: () => AdminDirectory.Groups.get('none@sample.test'),
    scope: () => AdminDirectory.Roles.list('my_customer'),
    refused: () => AdminDirectory.Notifications.list('my_customer'),
    few: () => AdminDirectory.Members.get('one'),
  };
  return Object.values(calls).map((call) => {
    try {
      return call();
    } catch (error) {
      return error.message;
    }
  });
}

function letGo(e) {
  const before = AdminDirectory.Users.get(e.email);
  AdminDirectory.Users.remove(e.email);
  return AdminDirectory.Users.list({ customer: 'my_customer', showDeleted: true }).users[0].id === before.id;
}

function takeBack(e) {
  return AdminDirectory.Users.undelete({ orgUnitPath: '/' }, e.id);
}
