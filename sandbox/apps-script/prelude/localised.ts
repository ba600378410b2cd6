/**
 * Google writes its exceptions in the language of the person: whoever compares sentences finds nothing in French.
 * The French is near to Google's, not letter by letter; class, `.details` and what is named in a sentence are the same.
 */
const FRENCH: readonly (readonly [RegExp, string])[] = [
  [/^API call to (\S+) failed with error: /, "L'appel d'API vers $1 a échoué avec l'erreur : "],
  [
    /^Specified permissions are not sufficient to call (\S+)\. Required permissions: /,
    'Les autorisations spécifiées ne suffisent pas pour appeler $1. Autorisations requises : ',
  ],
  [
    /^Authorization is required to perform that action\.$/,
    'Une autorisation est requise pour effectuer cette action.',
  ],
  [
    /^The parameters \((.*)\) don't match the method signature for (.*)\.$/,
    'Les paramètres ($1) ne correspondent pas à la signature de méthode de $2.',
  ],
  [/^Service invoked too many times for one day: /, 'Service appelé trop de fois en une journée : '],
  [
    /^Service using too much computer time for one day/,
    'Le service utilise trop de temps de calcul en une journée',
  ],
  [/^Argument too large: /, 'Argument trop grand : '],
  [/^Invalid argument: /, 'Argument non valide : '],
  [/^Invalid email: /, 'Adresse e-mail non valide : '],
  [
    /^You have exceeded the property storage quota\..*$/,
    'Vous avez dépassé le quota de stockage des propriétés. Supprimez-en quelques-unes, puis réessayez.',
  ],
  [
    /^Lock timeout: .*$/,
    'Délai de verrouillage expiré : un autre processus a conservé le verrou trop longtemps.',
  ],
  [
    /^We're sorry, a server error occurred\. Please wait a bit and try again\.$/,
    'Désolé, une erreur est survenue sur le serveur. Veuillez patienter quelques instants, puis réessayer.',
  ],
  [/^Address unavailable: /, 'Adresse non disponible : '],
  [/^DNS error: /, 'Erreur DNS : '],
  [
    /^Request failed for (\S+) returned code (\d+)\. Truncated server response: ([\s\S]*) \(use muteHttpExceptions option to examine full response\)$/,
    'La requête pour $1 a échoué et renvoyé le code $2. Réponse du serveur tronquée : $3 (utilisez l’option muteHttpExceptions pour examiner la réponse complète)',
  ],
  [
    /^The calendar event does not exist, or it has already been deleted\.$/,
    "L'événement n'existe pas ou a déjà été supprimé.",
  ],
  [/^Action not allowed$/, 'Action non autorisée'],
];

/** @param language - BCP 47; sentences that are not known stay as they are */
export function localised(message: string, language: string): string {
  if (!/^fr\b/.test(language)) return message;
  const found = FRENCH.find(([pattern]) => pattern.test(message));
  return found ? message.replace(found[0], found[1]) : message;
}
