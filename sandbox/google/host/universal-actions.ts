/** The menu that an add-on's manifest adds to each of its cards. */
import * as v from 'valibot';
import type { Manifest } from '../../apps-script/project.ts';
import type { CardAction } from './card-action.ts';
import { HostError } from './host-error.ts';

const UniversalActions = v.array(
  v.object({ label: v.string(), openLink: v.optional(v.string()), runFunction: v.optional(v.string()) }),
);

/** One entry; `path` is what a click names in place of a pointer into the card. */
export interface MenuEntry {
  readonly label: string;
  readonly path: string;
}

const PLACE = '/universalActions/';

export function menuOf(manifest: Manifest): readonly MenuEntry[] {
  return entriesOf(manifest).map(({ label }, index) => ({ label, path: `${PLACE}${String(index)}` }));
}

/** The action behind a menu entry's path; undefined for a path into the card. */
export function universalActionAt(manifest: Manifest, path: string): CardAction | undefined {
  if (!path.startsWith(PLACE)) return undefined;
  const entry = entriesOf(manifest)[Number(path.slice(PLACE.length))];
  if (entry?.openLink !== undefined) return { kind: 'link', link: { url: entry.openLink } };
  if (entry?.runFunction !== undefined)
    return { kind: 'run', function: entry.runFunction, parameters: {}, forLink: false };
  throw new HostError(400, 'bad-path', `The add-on's menu has nothing at ${path}.`);
}

function entriesOf(manifest: Manifest): v.InferOutput<typeof UniversalActions> {
  const parsed = v.safeParse(UniversalActions, manifest.addOns?.common?.['universalActions']);
  return parsed.success ? parsed.output : [];
}
