/** How the two platforms' contracts are written down. */
import type { RecordedExchange } from './exchange.ts';
import type { JsonSchema } from './json-schema.ts';

export interface Operation {
  readonly method: string;
  /** Below the contract's own prefix; `{}` stands for one segment, `{+}` for one or more. */
  readonly path: string;
  readonly status: number;
  /** The reply's media type, compared to the letter; absent where the reply is not JSON. */
  readonly type?: string;
  /** The parameters there are; absent = not looked at. */
  readonly query?: Readonly<Record<string, JsonSchema>>;
  readonly request?: JsonSchema;
  /** An upload that goes on is answered by headers alone. */
  readonly mayBeEmpty?: true;
  /** Absent where a reply has no body. */
  readonly response?: JsonSchema;
}

export interface Contract {
  /** What operations' paths leave out. */
  readonly below: RegExp;
  readonly operations: readonly Operation[];
  /** Asked for by people's browsers: no operations. */
  readonly pages: RegExp;
  /**
   * Both vendors take fields they do not know without a word. One that reads loosely also takes `"True"` for true, a
   * number for its digits, and null for what is unset. Our own clients must send none of that.
   */
  readonly readsLoosely: boolean;
  /** What the platform sends by itself, as `{headers, type, body}`. */
  readonly message: (headers: RecordedExchange['requestHeaders']) => JsonSchema;
  /** @param type - of the reply. @returns the shape of a refusal; undefined where it has none */
  readonly error: (path: string, type: string | null) => JsonSchema | undefined;
  /** The status that a refusal's body repeats. */
  readonly codeOf: (body: unknown) => unknown;
}
