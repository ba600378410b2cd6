/** Options that sites of today take without a word of error, and without effect. */
const DEAD = ['enabledPolling', 'enabledNote', 'noteType', 'enabledClosedCaptions', 'enabledUCFRichMedia'];

/**
 * The `Warning` header of a 2xx that ignored part of its body. That there is one, with the code 1001, is documented; its
 * text is not recorded anywhere. https://developer.webex.com/docs/app-programming-interface-behavior-changes
 */
export function warningFor(body: unknown): Readonly<Record<string, string>> {
  const options = (body as { readonly meetingOptions?: unknown } | null | undefined)?.meetingOptions;
  if (typeof options !== 'object' || options === null) return {};
  const sent = options as Readonly<Record<string, unknown>>;
  const ignored = DEAD.filter((key) => sent[key] !== undefined && sent[key] !== null);
  if (ignored.length === 0) return {};
  const names = ignored.map((key) => `meetingOptions.${key}`).join(', ');
  return { warning: `1001 - "Ignored by this site: ${names}"` };
}
