/** Who may use a project's web app, and in whose name it runs. https://developers.google.com/apps-script/manifest/web-app-api-executable */
import type { Manifest } from './project.ts';

/** In whose name a visit runs, and whom the script may see; or why not. */
export type Visit =
  { readonly as: string; readonly active: string | null } | { readonly refused: 401 | 403 | 404 };

const domainOf = (email: string): string => email.slice(email.indexOf('@') + 1).toLowerCase();

/**
 * @param owner - who deployed it; undefined where nobody has run the project here yet
 * @param visitor - who is signed in, if anybody
 */
export function visitOf(
  webapp: Manifest['webapp'],
  owner: string | undefined,
  visitor: string | undefined,
): Visit {
  const access = webapp?.access ?? 'DOMAIN';
  const deployer = owner ?? visitor;
  if (deployer === undefined) return { refused: 401 };
  if (access !== 'ANYONE_ANONYMOUS' && visitor === undefined) return { refused: 401 };
  if (access === 'MYSELF' && visitor !== deployer) return { refused: 403 };
  const inside = visitor !== undefined && domainOf(visitor) === domainOf(deployer);
  if (access === 'DOMAIN' && !inside) return { refused: 403 };
  if (webapp?.executeAs !== 'USER_DEPLOYING')
    return visitor === undefined ? { refused: 401 } : { as: visitor, active: visitor };
  // The one who runs it learns the visitor's address only inside his own domain.
  return { as: deployer, active: inside ? visitor : null };
}
