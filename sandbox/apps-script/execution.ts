/** What it means to run one function of an Apps Script project once: the request, the answer and the log line. */

export type ExecutionCause = 'trigger' | 'open' | 'call' | 'callback';
export type Severity = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';

export interface LogLine {
  readonly severity: Severity;
  readonly message: string;
}

/** An exception that left the script. `details` is what Google's services and `AuthorizationException` attach. */
export interface ScriptFailure {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly details?: unknown;
}

/**
 * What the function returned, as a host must tell it apart.
 * `unbuilt`: a builder somebody forgot to `build()` · `authorization`: an `AuthorizationException` was thrown; its
 * prompt is in `error.details`.
 */
export type ResultKind =
  | 'value'
  | 'card'
  | 'cards'
  | 'actionResponse'
  | 'calendarEventActionResponse'
  | 'universalActionResponse'
  | 'composeActionResponse'
  | 'updateDraftActionResponse'
  | 'suggestionsResponse'
  | 'driveItemsSelectedActionResponse'
  | 'editorFileScopeActionResponse'
  | 'linkPreview'
  | 'conferenceData'
  | 'html'
  | 'text'
  | 'authorization'
  | 'unbuilt'
  | 'error';

export interface ExecuteRequest {
  readonly scriptId: string;
  /** The account in whose name the script runs. */
  readonly as: string;
  /** Who is at the keyboard, where that is somebody else or nobody (null): a web app that runs as its owner. */
  readonly active?: string | null;
  /** The browser's, where one is at the other end. */
  readonly userAgent?: string | null;
  readonly function: string;
  /** Plain JSON values. */
  readonly args?: readonly unknown[];
  readonly cause: ExecutionCause;
  /** Virtual milliseconds after which it is killed. Default: 30 s in a host, 6 minutes otherwise. */
  readonly limitMs?: number;
}

export interface ExecutionResult {
  /** Plain JSON: Date → ISO, undefined → null, cards and responses as Google's card JSON, ConferenceData as on an event. */
  readonly result: unknown;
  readonly kind: ResultKind;
  readonly logs: readonly LogLine[];
  readonly error: ScriptFailure | null;
  readonly durationMs: number;
}

/** One line of `GET /executions`. */
export interface ExecutionRecord {
  readonly scriptId: string;
  readonly function: string;
  readonly as: string;
  readonly cause: ExecutionCause;
  readonly at: string;
  readonly durationMs: number;
  readonly error: ScriptFailure | null;
  readonly logs: readonly LogLine[];
  /** The host calls it made, in order (`Calendar.Events.list`): what a fault on `script` can meet. */
  readonly hostCalls: readonly string[];
}

/** How a killed execution reads in the log. Script code never sees it: neither `catch` nor `finally` runs. */
export function killed(message: string): ScriptFailure {
  return { name: 'Exception', message, stack: `Exception: ${message}` };
}

export const LIMIT_MESSAGE = 'Exceeded maximum execution time';
