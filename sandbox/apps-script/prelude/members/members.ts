/**
 * Every member of the named services, as `@types/google-apps-script` declares them, and what this runtime does about
 * it. A test holds the table against the type package and against the services; the runtime takes its refusals from
 * here, so that nothing can be missing in silence.
 */
import { CARDS } from './cards.ts';
import { GOOGLE_SERVICES } from './google.ts';
import type { MemberTable } from './member-table.ts';
import { RUNTIME } from './runtime.ts';

export const members: MemberTable = { ...RUNTIME, ...CARDS, ...GOOGLE_SERVICES };
