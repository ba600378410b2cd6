import * as v from 'valibot';
import { ControlError } from './control-error.ts';

/** Reads a body by its schema; what is wrong becomes a 400 that names the field. */
export function read<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, body ?? {});
  if (result.success) return result.output;
  const [issue] = result.issues;
  const where = v.getDotPath(issue) ?? 'body';
  throw new ControlError(400, 'bad-body', `${where}: ${issue.message}`);
}
