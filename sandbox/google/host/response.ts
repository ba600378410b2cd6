/** What a function of an add-on answered, read as a host reads it. */
import type { ExecutionResult } from '../../apps-script/execution.ts';
import type { Refusal } from './calendar-action.ts';
import type { OpenLink } from './card-action.ts';
import type { Card } from './card-stack.ts';
import { isRecord } from './form-inputs.ts';

export interface Response {
  readonly navigations: readonly unknown[];
  readonly notification?: { readonly text: string };
  readonly openLink?: OpenLink;
  readonly stateChanged?: boolean;
  readonly calendarAction?: Readonly<Record<string, unknown>>;
  readonly gmailAction?: Readonly<Record<string, unknown>>;
}

const RESPONSES: ReadonlySet<string> = new Set([
  'actionResponse',
  'universalActionResponse',
  'calendarEventActionResponse',
  'composeActionResponse',
  'updateDraftActionResponse',
]);

/** Google's response JSON, with or without its wrapper. A function that returned nothing changes nothing. */
export function responseOf({ kind, result }: ExecutionResult): Response | undefined {
  if (kind === 'value' && result === null) return { navigations: [] };
  if (!RESPONSES.has(kind) || !isRecord(result)) return undefined;
  const root = isRecord(result['renderActions']) ? result['renderActions'] : result;
  const action = isRecord(root['action']) ? root['action'] : {};
  const hostAction = isRecord(root['hostAppAction']) ? root['hostAppAction'] : {};
  const { calendarAction, gmailAction } = hostAction;
  const { navigations, notification, link } = action;
  return {
    navigations: Array.isArray(navigations) ? navigations : [],
    ...(isRecord(notification) && typeof notification['text'] === 'string'
      ? { notification: { text: notification['text'] } }
      : {}),
    ...(isRecord(link) && typeof link['url'] === 'string' ? { openLink: link as OpenLink } : {}),
    ...(typeof result['stateChanged'] === 'boolean' ? { stateChanged: result['stateChanged'] } : {}),
    ...(isRecord(calendarAction) ? { calendarAction } : {}),
    ...(isRecord(gmailAction) ? { gmailAction } : {}),
  };
}

export function failureOf({
  kind,
  error,
}: ExecutionResult): { readonly error?: Refusal; readonly authorization?: unknown } | undefined {
  if (kind === 'authorization') return { authorization: error?.details ?? {} };
  return error ? { error: { code: 'addon-failed', message: `${error.name}: ${error.message}` } } : undefined;
}

/** The function that draws a sign-in card of the add-on's own. */
export function customUi({ kind, error }: ExecutionResult): string | undefined {
  const details = kind === 'authorization' ? error?.details : undefined;
  const name = isRecord(details) ? details['customUiCallback'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** A homepage or open function may also answer by cards in a response. */
export function homeCards(execution: ExecutionResult): readonly Card[] | undefined {
  const cards = responseOf(execution)?.navigations.flatMap((step) =>
    isRecord(step) && isRecord(step['pushCard']) ? [step['pushCard']] : [],
  );
  return cards?.length ? cards : undefined;
}
