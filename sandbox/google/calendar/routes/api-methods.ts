/** Every method of Calendar v3, in one table. */
import type { ApiMethod } from './api-method.ts';
import { DIRECTORY_METHODS } from './directory-methods.ts';
import { EVENT_METHODS } from './event-methods.ts';
import { PUSH_METHODS } from './push-methods.ts';

export const API_METHODS: readonly ApiMethod[] = [...EVENT_METHODS, ...DIRECTORY_METHODS, ...PUSH_METHODS];
