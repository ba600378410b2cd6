/** Local Google's identity, as Apps Script needs it. */
import type { ScriptIdentity } from './apps-script/ports.ts';
import type { Identity } from './google/identity/identity.ts';

export function scriptIdentity(identity: Identity): ScriptIdentity {
  return {
    account: (email) => identity.account(email),
    scriptClient: (scriptId) => identity.scriptClient(scriptId).clientId,
    grantedScopes: (email, clientId) => [...identity.grantedScopes(email, clientId)],
    // Several runs within the hour share one token, as Google's do.
    accessToken: (email, clientId, scopes) =>
      identity.sharedToken({ email, clientId, scopes: [...scopes].sort() }).token,
    idToken: async (email, audience, scopes) => {
      const token = await identity.idToken({ email, audience, scopes });
      if (token === undefined) throw new Error('an execution ran for an account that does not exist');
      return token;
    },
    authorise: (email, clientId, scopes) => {
      identity.setGrant(email, clientId, scopes);
    },
    authorizationUrl: (email, clientId, scopes) => {
      const query = new URLSearchParams({
        client_id: clientId,
        login_hint: email,
        scope: scopes.join(' '),
        response_type: 'code',
      });
      // Google's public address: a card's link must be https, and the page maps it to this machine.
      return `https://accounts.google.com/o/oauth2/v2/auth?${query.toString()}`;
    },
  };
}
