/**
 * Devices and printers: an organisation here has none, and none can be enrolled. So lists are empty and what asks for
 * one finds nothing; what would make or command devices is refused.
 */
import { ACCESS } from '../access.ts';
import { missing } from '../directory-error.ts';
import type { DirectoryMethod } from '../method.ts';
import { listing } from '../resource.ts';

const CHROME = 'customer/{customerId}/devices/chromeos';
const CHROME_DEVICE = `${CHROME}/{deviceId}`;
const MOBILE = 'customer/{customerId}/devices/mobile';
const MOBILE_DEVICE = `${MOBILE}/{resourceId}`;
const PRINTERS = 'customers/{customersId}/chrome/printers';
const SERVERS = 'customers/{customersId}/chrome/printServers';
const PAGED = 'filter orderBy orgUnitId pageSize pageToken';
const LISTED = 'maxResults orderBy pageToken projection query sortOrder';

const nowhere = (key: string) => (): never => {
  throw missing(key);
};

const refused = (
  id: string,
  http: DirectoryMethod['http'],
  path: string,
  access: DirectoryMethod['access'],
): DirectoryMethod => ({ id, http, path, access });

export const DEVICE_METHODS: readonly DirectoryMethod[] = [
  {
    id: 'chromeosdevices.list',
    http: 'GET',
    path: CHROME,
    access: ACCESS.readChrome,
    query: `${LISTED} includeChildOrgunits orgUnitPath`,
    response: 'ChromeOsDevices',
    answer: () => listing('admin#directory#chromeosdevices', 'chromeosdevices', []),
  },
  {
    id: 'chromeosdevices.get',
    http: 'GET',
    path: CHROME_DEVICE,
    access: ACCESS.readChrome,
    query: 'projection',
    response: 'ChromeOsDevice',
    answer: nowhere('deviceId'),
  },
  refused('chromeosdevices.patch', 'PATCH', CHROME_DEVICE, ACCESS.writeChrome),
  refused('chromeosdevices.update', 'PUT', CHROME_DEVICE, ACCESS.writeChrome),
  refused('chromeosdevices.action', 'POST', `${CHROME_DEVICE}/action`, ACCESS.writeChrome),
  refused('chromeosdevices.moveDevicesToOu', 'POST', `${CHROME}/moveDevicesToOu`, ACCESS.writeChrome),
  refused(
    'customer.devices.chromeos.batchChangeStatus',
    'POST',
    `${CHROME}:batchChangeStatus`,
    ACCESS.writeChrome,
  ),
  refused(
    'customer.devices.chromeos.countChromeOsDevices',
    'GET',
    `${CHROME}:countChromeOsDevices`,
    ACCESS.readChrome,
  ),
  refused(
    'customer.devices.chromeos.issueCommand',
    'POST',
    `${CHROME_DEVICE}:issueCommand`,
    ACCESS.writeChrome,
  ),
  refused(
    'customer.devices.chromeos.commands.get',
    'GET',
    `${CHROME_DEVICE}/commands/{commandId}`,
    ACCESS.readChrome,
  ),
  {
    id: 'mobiledevices.list',
    http: 'GET',
    path: MOBILE,
    access: ACCESS.readMobile,
    query: LISTED,
    response: 'MobileDevices',
    answer: () => listing('admin#directory#mobiledevices', 'mobiledevices', []),
  },
  {
    id: 'mobiledevices.get',
    http: 'GET',
    path: MOBILE_DEVICE,
    access: ACCESS.readMobile,
    query: 'projection',
    response: 'MobileDevice',
    answer: nowhere('resourceId'),
  },
  {
    id: 'mobiledevices.delete',
    http: 'DELETE',
    path: MOBILE_DEVICE,
    access: ACCESS.writeMobile,
    answer: nowhere('resourceId'),
  },
  refused('mobiledevices.action', 'POST', `${MOBILE_DEVICE}/action`, ACCESS.actOnMobile),
  {
    id: 'customers.chrome.printers.list',
    http: 'GET',
    path: PRINTERS,
    access: ACCESS.readPrinters,
    query: PAGED,
    response: 'ListPrintersResponse',
    answer: () => ({}),
  },
  {
    id: 'customers.chrome.printServers.list',
    http: 'GET',
    path: SERVERS,
    access: ACCESS.readPrinters,
    query: PAGED,
    response: 'ListPrintServersResponse',
    answer: () => ({}),
  },
  ...[
    ['printers', PRINTERS, 'Printers'] as const,
    ['printServers', SERVERS, 'PrintServers'] as const,
  ].flatMap(([collection, path, name]) => [
    refused(`customers.chrome.${collection}.create`, 'POST', path, ACCESS.writePrinters),
    refused(`customers.chrome.${collection}.get`, 'GET', `${path}/{id}`, ACCESS.readPrinters),
    refused(`customers.chrome.${collection}.patch`, 'PATCH', `${path}/{id}`, ACCESS.writePrinters),
    refused(`customers.chrome.${collection}.delete`, 'DELETE', `${path}/{id}`, ACCESS.writePrinters),
    refused(
      `customers.chrome.${collection}.batchCreate${name}`,
      'POST',
      `${path}:batchCreate${name}`,
      ACCESS.writePrinters,
    ),
    refused(
      `customers.chrome.${collection}.batchDelete${name}`,
      'POST',
      `${path}:batchDelete${name}`,
      ACCESS.writePrinters,
    ),
  ]),
  refused(
    'customers.chrome.printers.listPrinterModels',
    'GET',
    `${PRINTERS}:listPrinterModels`,
    ACCESS.readPrinters,
  ),
];
