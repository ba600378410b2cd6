/** Which messages a list names: by labels, by search words, without trash and spam unless asked for. */
import type { Gmail } from './gmail.ts';
import type { Call } from './call.ts';
import type { Message } from './mailbox.ts';
import { searchOf } from './search.ts';

interface Wanted {
  readonly q: string | undefined;
  readonly labelIds: readonly string[];
  readonly spamAndTrash: boolean;
}

/** Newest first. */
export function select(gmail: Gmail, { actor }: Pick<Call, 'actor'>, wanted: Wanted): Message[] {
  gmail.access.requireSearch(actor, wanted.q);
  const search = searchOf(wanted.q ?? '', {
    email: actor.email,
    labels: gmail.box.labels(actor.email),
    now: gmail.ground.clock.now(),
  });
  const hidden = ['TRASH', 'SPAM'].filter((label) => !wanted.labelIds.includes(label));
  const all = wanted.spamAndTrash || search.everywhere;
  return gmail.box
    .messages(actor.email)
    .filter(({ labelIds }) => wanted.labelIds.every((label) => labelIds.includes(label)))
    .filter(({ labelIds }) => all || !hidden.some((label) => labelIds.includes(label)))
    .filter(search.fits);
}
