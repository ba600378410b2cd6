/** What a click on a card would do: the pointer's target, read as Google's card JSON. */
import * as v from 'valibot';
import { isRecord } from './form-inputs.ts';
import { HostError } from './host-error.ts';

const Action = v.object({
  function: v.string(),
  parameters: v.optional(v.array(v.object({ key: v.string(), value: v.string() })), []),
});
const OpenLink = v.object({
  url: v.string(),
  openAs: v.optional(v.string()),
  onClose: v.optional(v.string()),
});

export type OpenLink = v.InferOutput<typeof OpenLink>;

export type CardAction =
  | {
      readonly kind: 'run';
      readonly function: string;
      readonly parameters: Readonly<Record<string, string>>;
      readonly forLink: boolean;
    }
  | { readonly kind: 'link'; readonly link: OpenLink };

/**
 * The action at `path`, a JSON pointer to a button, another clickable part or the action itself.
 * @throws {HostError} `bad-path`, `no-action`
 */
export function actionAt(card: unknown, path: string): CardAction {
  const node = resolvePointer(card, path);
  if (!isRecord(node)) throw new HostError(400, 'bad-path', `There is nothing to click at ${path}.`);
  if (node['disabled'] === true) throw new HostError(409, 'disabled', 'This button is disabled.');
  const action = read(node);
  if (action) return action;
  throw new HostError(400, 'no-action', `What stands at ${path} does nothing when it is clicked.`);
}

function read(node: Readonly<Record<string, unknown>>): CardAction | undefined {
  const place = firstRecord(node['onClick'], node['onChangeAction'], switchOf(node), node);
  if (!place) return undefined;
  const run = v.safeParse(Action, place['action'] ?? place);
  if (run.success) return runOf(run.output, false);
  const dynamic = v.safeParse(Action, place['openDynamicLinkAction']);
  if (dynamic.success) return runOf(dynamic.output, true);
  const compose = v.safeParse(v.object({ action: Action }), place['composeAction']);
  if (compose.success) return runOf(compose.output.action, false);
  const link = v.safeParse(OpenLink, place['openLink']);
  return link.success ? { kind: 'link', link: link.output } : undefined;
}

function runOf({ function: name, parameters }: v.InferOutput<typeof Action>, forLink: boolean): CardAction {
  return {
    kind: 'run',
    function: name,
    parameters: Object.fromEntries(parameters.map(({ key, value }) => [key, value])),
    forLink,
  };
}

function switchOf(node: Readonly<Record<string, unknown>>): unknown {
  const control =
    node['switchControl'] ??
    node['decoratedText'] ??
    node['selectionInput'] ??
    node['textInput'] ??
    node['dateTimePicker'];
  return isRecord(control)
    ? (control['onChangeAction'] ?? control['onClick'] ?? switchOf(control))
    : undefined;
}

function firstRecord(...candidates: readonly unknown[]): Readonly<Record<string, unknown>> | undefined {
  return candidates.find(isRecord);
}

/** RFC 6901. */
function resolvePointer(root: unknown, pointer: string): unknown {
  if (pointer !== '' && !pointer.startsWith('/'))
    throw new HostError(400, 'bad-path', 'The path is a JSON pointer: it starts with /.');
  let node = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    node = Array.isArray(node)
      ? (node as readonly unknown[])[Number(key)]
      : isRecord(node) && Object.hasOwn(node, key)
        ? node[key]
        : undefined;
  }
  return node;
}
