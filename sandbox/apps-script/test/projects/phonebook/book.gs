function site(e) {
  const user = AdminDirectory.Users.get(e.email, { viewType: 'domain_public', projection: 'custom', customFieldMask: 'Calls' });
  return [user.getName().getFullName(), user.customSchemas && user.customSchemas.Calls.site];
}

function sameByRest(e) {
  const url = `https://admin.googleapis.com/admin/directory/v1/users/${encodeURIComponent(e.email)}?viewType=domain_public`;
  return JSON.parse(UrlFetchApp.fetch(url, { headers: { Authorization: `Bearer ${ScriptApp.getOAuthToken()}` } })).primaryEmail;
}

function admin(e) {
  try {
    return AdminDirectory.Users.get(e.email);
  } catch (error) {
    return [error.name, error.message, error.details.code];
  }
}
