/** Tokens of a running script: never with more than what is granted at this moment. */
import type { ScriptIdentity } from '../ports.ts';
import type { Caller } from './host-call.ts';

/** What was granted when the execution began and still is. */
export function scopesNow(identity: ScriptIdentity, caller: Caller): readonly string[] {
  return identity.grantedScopes(caller.email, caller.clientId).filter((scope) => caller.scopes.has(scope));
}

export function accessTokenOf(identity: ScriptIdentity, caller: Caller): string {
  return identity.accessToken(caller.email, caller.clientId, scopesNow(identity, caller));
}
