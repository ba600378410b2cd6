/** Every method of the Directory API, in one table. */
import type { DirectoryMethod } from './method.ts';
import { CUSTOMER_METHODS } from './methods/customer-methods.ts';
import { DEVICE_METHODS } from './methods/device-methods.ts';
import { GROUP_METHODS } from './methods/group-methods.ts';
import { ROLE_METHODS } from './methods/role-methods.ts';
import { ROOM_METHODS } from './methods/room-methods.ts';
import { SECURITY_METHODS } from './methods/security-methods.ts';
import { UNIT_METHODS } from './methods/unit-methods.ts';
import { USER_METHODS } from './methods/user-methods.ts';
import { WATCH_METHODS } from './methods/watch-methods.ts';

export const BASE = '/admin/directory/v1/';

export const DIRECTORY_METHODS: readonly DirectoryMethod[] = [
  ...USER_METHODS,
  ...GROUP_METHODS,
  ...UNIT_METHODS,
  ...CUSTOMER_METHODS,
  ...ROOM_METHODS,
  ...ROLE_METHODS,
  ...SECURITY_METHODS,
  ...DEVICE_METHODS,
  ...WATCH_METHODS,
];

/** The route of a method: `{+name}` takes slashes too. */
export function routeOf({ path }: DirectoryMethod): string {
  const full = path.startsWith('/') ? path : `${BASE}${path}`;
  return full
    .replaceAll(':', '::')
    .replaceAll(/\{\+\w+\}/g, '*')
    .replaceAll(/\{(\w+)\}/g, ':$1');
}
