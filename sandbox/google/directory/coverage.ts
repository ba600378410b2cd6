/** Which methods of the Directory API are served, how far, and where it is shown. A test holds it against routes and clients. */
export interface Coverage {
  readonly status: 'done' | 'partial' | 'refused';
  /** The test file of this folder that drives it with the official client. */
  readonly test: string;
  /** What is missing, where something is. */
  readonly lacks?: string;
}

const all = (test: string, collections: Readonly<Record<string, string>>): Record<string, Coverage> =>
  Object.fromEntries(
    Object.entries(collections).flatMap(([collection, methods]) =>
      methods.split(' ').map((method) => [`${collection}.${method}`, { status: 'done', test }] as const),
    ),
  );
const partly = (test: string, lacks: string, ids: string): Record<string, Coverage> =>
  Object.fromEntries(ids.split(' ').map((id) => [id, { status: 'partial', test, lacks }] as const));
const refused = (lacks: string, ids: string): Record<string, Coverage> =>
  Object.fromEntries(
    ids.split(' ').map((id) => [id, { status: 'refused', test: 'coverage.test.ts', lacks }] as const),
  );

const EDIT = 'get insert list patch update delete';
const ROOMS = 'get insert list patch update delete';
const NO_RENAME = 'another primaryEmail is refused: the person’s calendar and mail are kept by address';
const NO_DEVICE = 'there are no devices, and none can be enrolled';
const PRINTERS = 'printers';

export const COVERAGE: Readonly<Record<string, Coverage>> = {
  ...all('users.test.ts', {
    users: 'get insert list delete makeAdmin undelete',
    'users.aliases': 'insert list delete',
    'users.photos': 'get patch update delete',
  }),
  ...partly('users.test.ts', NO_RENAME, 'users.patch users.update'),
  ...partly('users.test.ts', 'there are no sessions of browsers to end', 'users.signOut'),
  ...all('notices.test.ts', { users: 'watch', 'users.aliases': 'watch', channels: 'stop' }),
  ...all('groups.test.ts', {
    groups: EDIT,
    'groups.aliases': 'insert list delete',
    members: `${EDIT} hasMember`,
  }),
  ...all('arrangement.test.ts', {
    orgunits: EDIT,
    schemas: EDIT,
    customers: 'get patch update',
    // What is added is unverified, as at Google until its owner proves it.
    domains: 'get insert list delete',
    domainAliases: 'get insert list delete',
  }),
  ...all('rooms.test.ts', {
    'resources.buildings': ROOMS,
    'resources.calendars': 'get list patch update delete',
    'resources.features': `${ROOMS} rename`,
  }),
  ...partly('rooms.test.ts', 'Calendar does not know the room', 'resources.calendars.insert'),
  ...all('roles.test.ts', {
    roles: EDIT,
    roleAssignments: 'get insert list delete',
    privileges: 'list',
    tokens: 'get list delete',
    verificationCodes: 'generate invalidate list',
  }),
  ...partly('roles.test.ts', 'nobody can make one', 'asps.get asps.list asps.delete'),
  ...partly(
    'roles.test.ts',
    NO_DEVICE,
    'chromeosdevices.get chromeosdevices.list mobiledevices.get mobiledevices.list mobiledevices.delete customers.chrome.printers.list customers.chrome.printServers.list',
  ),
  ...refused(
    NO_DEVICE,
    'chromeosdevices.action chromeosdevices.moveDevicesToOu chromeosdevices.patch chromeosdevices.update customer.devices.chromeos.batchChangeStatus customer.devices.chromeos.countChromeOsDevices customer.devices.chromeos.issueCommand customer.devices.chromeos.commands.get mobiledevices.action',
  ),
  ...refused(
    PRINTERS,
    'customers.chrome.printers.create customers.chrome.printers.get customers.chrome.printers.patch customers.chrome.printers.delete customers.chrome.printers.batchCreatePrinters customers.chrome.printers.batchDeletePrinters customers.chrome.printers.listPrinterModels customers.chrome.printServers.create customers.chrome.printServers.get customers.chrome.printServers.patch customers.chrome.printServers.delete customers.chrome.printServers.batchCreatePrintServers customers.chrome.printServers.batchDeletePrintServers',
  ),
  ...refused('guests of Workspace', 'users.createGuest'),
  ...refused('nobody is enrolled in it', 'twoStepVerification.turnOff'),
};
