/** The collections of the advanced service AdminDirectory, and the resources it makes empty ones of. */

const EDIT = { get: 2, insert: 2, list: 1, patch: 3, remove: 2, update: 3 };

/** As in `advanced.ts`. A collection without methods is there and refuses each of them by name. */
export const DIRECTORY = {
  Asps: { get: 2, list: 1, remove: 2 },
  Channels: { stop: 1 },
  Chromeosdevices: { get: 2, list: 1 },
  Customers: { get: 1, patch: 2, update: 2 },
  DomainAliases: { get: 2, insert: 2, list: 1, remove: 2 },
  Domains: { get: 2, insert: 2, list: 1, remove: 2 },
  Groups: { get: 1, insert: 1, list: 0, patch: 2, remove: 1, update: 2 },
  'Groups.Aliases': { insert: 2, list: 1, remove: 2 },
  Members: { ...EDIT, hasMember: 2 },
  Mobiledevices: { get: 2, list: 1, remove: 2 },
  Notifications: {},
  Orgunits: EDIT,
  Privileges: { list: 1 },
  ResolvedAppAccessSettings: {},
  'Resources.Buildings': EDIT,
  'Resources.Calendars': EDIT,
  'Resources.Features': { ...EDIT, rename: 3 },
  RoleAssignments: { get: 2, insert: 2, list: 1, remove: 2 },
  Roles: EDIT,
  Schemas: EDIT,
  Tokens: { get: 2, list: 1, remove: 2 },
  Users: {
    get: 1,
    insert: 1,
    list: 0,
    makeAdmin: 2,
    patch: 2,
    remove: 1,
    // Younger than the type package.
    signOut: 1,
    undelete: 2,
    update: 2,
    watch: 1,
  },
  'Users.Aliases': { insert: 2, list: 1, remove: 2, watch: 2 },
  'Users.Photos': { get: 1, patch: 2, remove: 1, update: 2 },
  VerificationCodes: { generate: 1, invalidate: 1, list: 1 },
} as const satisfies Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Each has a maker, e.g. `newUser()`. */
export const DIRECTORY_RESOURCES = [
  'Alias Building BuildingAddress BuildingCoordinates CalendarResource Channel ChromeOsDevice ChromeOsDeviceAction',
  'ChromeOsDeviceActiveTimeRanges ChromeOsDeviceCpuStatusReports ChromeOsDeviceCpuStatusReportsCpuTemperatureInfo',
  'ChromeOsDeviceDeviceFiles ChromeOsDeviceDiskVolumeReports ChromeOsDeviceDiskVolumeReportsVolumeInfo',
  'ChromeOsDeviceRecentUsers ChromeOsDeviceSystemRamFreeReports ChromeOsDeviceTpmVersionInfo ChromeOsMoveDevicesToOu',
  'Customer CustomerPostalAddress DomainAlias Domains Feature FeatureRename Group Member MobileDeviceAction Notification',
  'OrgUnit Role RoleAssignment RoleRolePrivileges Schema SchemaFieldSpec SchemaFieldSpecNumericIndexingSpec User',
  'UserMakeAdmin UserName UserPhoto UserUndelete',
].join(' ');
