/** Messages, threads and drafts make each other; each kind's file says here how. */
import type { GmailDraft } from './gmail-draft.ts';
import type { GmailMessage } from './gmail-message.ts';
import type { GmailThread } from './gmail-thread.ts';
import type { Json } from './mail-rest.ts';

interface Makers {
  draft: (row: Json) => GmailDraft;
  message: (row: Json) => GmailMessage;
  thread: (id: string) => GmailThread;
}

const unmade = (): never => {
  throw new Error('made before all of Gmail was there');
};

export const make: Makers = { draft: unmade, message: unmade, thread: unmade };
