/** ScriptApp and Session: who runs, with which rights, and which triggers wait for him. */
import { createHash } from 'node:crypto';
import type { Ground } from '../../control/ground.ts';
import type { ScriptIdentity } from '../ports.ts';
import type { StateTokens } from '../state-tokens.ts';
import type { NewTrigger, Triggers } from '../triggers.ts';
import { ServiceException } from './host-call.ts';
import type { Caller, Services } from './host-call.ts';
import { CALENDAR_TRIGGER_SCOPES, checkScopes, scopesOf } from './scopes.ts';
import { accessTokenOf, scopesNow } from './script-tokens.ts';

interface ScriptAppDeps {
  readonly ground: Ground;
  readonly identity: ScriptIdentity;
  readonly triggers: Triggers;
  readonly stateTokens: StateTokens;
}

export function scriptAppServices({ ground, identity, triggers, stateTokens }: ScriptAppDeps): Services {
  const keyOf = (caller: Caller): { email: string; scriptId: string } => ({
    email: caller.email,
    scriptId: caller.project.scriptId,
  });
  return {
    'Session.getActiveUser': (caller) => caller.activeEmail ?? '',
    'Session.getEffectiveUser': (caller) => caller.email,
    'Session.getTemporaryActiveUserKey': (caller) =>
      createHash('sha256')
        .update(`${caller.project.scriptId} ${caller.activeEmail ?? ''}`)
        .digest('base64'),
    'HtmlService.getUserAgent': (caller) => caller.userAgent,
    'ScriptApp.newTrigger': (caller, [wanted]) => {
      const trigger = wanted as NewTrigger;
      if (trigger.kind === 'calendar')
        checkScopes(caller, 'ScriptApp.TriggerBuilder.forUserCalendar', CALENDAR_TRIGGER_SCOPES);
      return triggers.create(keyOf(caller), trigger, caller.project.manifest.addOns !== undefined);
    },
    'ScriptApp.getProjectTriggers': (caller) => triggers.list(keyOf(caller)),
    'ScriptApp.deleteTrigger': (caller, [id]) => triggers.delete(keyOf(caller), id as string),
    'ScriptApp.getOAuthToken': (caller) => accessTokenOf(identity, caller),
    'ScriptApp.getIdentityToken': async (caller) => {
      const scopes = scopesNow(identity, caller);
      if (!scopes.includes('openid')) return null;
      if (caller.cause === 'trigger' && ground.switches.text('google.idTokenInTriggers') === 'null')
        return null;
      return identity.idToken(caller.email, caller.clientId, scopes);
    },
    'ScriptApp.getInstallationSource': (caller) =>
      caller.project.manifest.addOns ? 'WEB_STORE_ADD_ON' : 'NONE',
    'ScriptApp.getAuthorizationInfo': (caller, [scopes]) =>
      authorization(identity, caller, scopes as readonly string[] | null),
    'ScriptApp.requireScopes': (caller, [scopes]) => {
      if (authorization(identity, caller, scopes as readonly string[] | null).required) {
        throw new ServiceException('Authorization is required to perform that action.');
      }
    },
    'ScriptApp.invalidateAuth': (caller) => identity.authorise(caller.email, caller.clientId, []),
    'ScriptApp.newStateToken': (caller, [method, values, timeoutS]) =>
      stateTokens.create({
        ...keyOf(caller),
        method: method as string,
        arguments: values as Record<string, string>,
        timeoutS: timeoutS as number,
      }),
    'ScriptApp.getService': (caller) =>
      caller.project.manifest.webapp
        ? `https://script.google.com/macros/d/${caller.project.scriptId}/exec`
        : null,
  };
}

interface Authorization {
  readonly required: boolean;
  readonly scopes: readonly string[];
  readonly url: string;
}

/** Asks anew what is granted: it may have been withdrawn since the execution began. */
function authorization(
  identity: ScriptIdentity,
  caller: Caller,
  wanted: readonly string[] | null,
): Authorization {
  const granted = identity.grantedScopes(caller.email, caller.clientId);
  const needed = wanted ?? scopesOf(caller.project);
  return {
    required: needed.some((scope) => !granted.includes(scope)),
    scopes: granted,
    url: identity.authorizationUrl(caller.email, caller.clientId, needed),
  };
}
